package dev.messagingwindow.conversation;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/channels/{channelId}")
@Tag(name = "Windows")
class WindowController {

  private final Windows windows;

  WindowController(Windows windows) {
    this.windows = windows;
  }

  @GetMapping("/customers/{customerId}/window")
  @Operation(
      summary = "The window of one customer",
      description = "A customer nobody heard of has one too: NEVER_OPENED.")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  WindowResponse window(@PathVariable ChannelId channelId, @PathVariable CustomerId customerId) {
    return windows.of(channelId, customerId);
  }

  @PostMapping("/windows/query")
  @Operation(summary = "The windows of up to 500 customers, in the order asked")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  WindowsResponse windows(
      @PathVariable ChannelId channelId, @Valid @RequestBody WindowsRequest request) {
    return new WindowsResponse(
        windows.of(channelId, request.customerIds().stream().map(CustomerId::new).toList()));
  }

  record WindowsRequest(
      @NotNull @Size(min = 1, max = 500)
          List<@NotNull @Pattern(regexp = MetaId.PATTERN) String> customerIds) {}

  record WindowsResponse(List<WindowResponse> windows) {}
}
