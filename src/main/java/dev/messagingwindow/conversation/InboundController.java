package dev.messagingwindow.conversation;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import dev.messagingwindow.window.OpenedBy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/channels/{channelId}/customers/{customerId}/messages")
@Tag(name = "Messages")
class InboundController {

  private final InboundReports reports;

  InboundController(InboundReports reports) {
    this.reports = reports;
  }

  @PostMapping("/inbound")
  @ApiResponse(responseCode = "201", description = "Recorded")
  @ApiResponse(responseCode = "200", description = "Known already, nothing changed")
  @Operation(
      summary = "Report what a customer did",
      description =
          "For connectors that receive Meta's events themselves. The same messageId again answers"
              + " 200 and changes nothing, also when the webhook brought it.")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  ResponseEntity<WindowResponse> report(
      @PathVariable ChannelId channelId,
      @PathVariable CustomerId customerId,
      @Valid @RequestBody InboundRequest request) {
    var report = reports.record(channelId, customerId, request);
    return ResponseEntity.status(report.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(report.window());
  }

  /// @param messageId Meta's id of the message, or of whatever the customer acted on
  /// @param kind absent means `MESSAGE`
  /// @param sentAt when the customer acted; a future instant is cut to now
  record InboundRequest(
      @NotBlank @Size(max = 512) String messageId,
      @Nullable OpenedBy kind,
      @Nullable @Size(max = 20_000) String text,
      @NotNull Instant sentAt) {

    OpenedBy kindOrMessage() {
      return kind == null ? OpenedBy.MESSAGE : kind;
    }

    @Override
    public String toString() {
      return "InboundRequest[" + kind + "]";
    }
  }
}
