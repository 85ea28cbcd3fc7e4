package dev.messagingwindow.conversation;

import dev.messagingwindow.channel.ChannelResponse;
import dev.messagingwindow.channel.ChannelResponses;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/channels/{channelId}/acknowledgements")
@Tag(name = "Channels")
class AcknowledgementController {

  private final Acknowledgements acknowledgements;
  private final ChannelResponses responses;

  AcknowledgementController(Acknowledgements acknowledgements, ChannelResponses responses) {
    this.acknowledgements = acknowledgements;
    this.responses = responses;
  }

  @PostMapping
  @Operation(
      summary = "Acknowledge Meta's warnings, so that messages go after 24 hours again",
      description =
          "Without a body: all warnings of the channel and of its conversations. With customerId:"
              + " only that conversation's. A hold stays.")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  ChannelResponse acknowledge(
      @PathVariable ChannelId channelId,
      @Valid @RequestBody(required = false) @Nullable AcknowledgementRequest request,
      Principal caller) {
    var customerId = request == null ? null : request.customerId();
    return responses.of(
        customerId == null
            ? acknowledgements.acknowledgeAll(channelId, caller.getName())
            : acknowledgements.acknowledge(
                channelId, new CustomerId(customerId), caller.getName()));
  }

  /// @param customerId only this conversation; absent for the whole channel
  record AcknowledgementRequest(@Nullable @Pattern(regexp = MetaId.PATTERN) String customerId) {}
}
