package dev.messagingwindow.outbound;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/channels/{channelId}")
@Tag(name = "Messages")
class PrivateReplyController {

  private final OutboundMessages messages;
  private final JsonMapper json;

  PrivateReplyController(OutboundMessages messages, JsonMapper json) {
    this.messages = messages;
    this.json = json;
  }

  @PostMapping("/comments/{commentId}/private-reply")
  @ApiResponse(responseCode = "202", description = "Queued, or what the same request became before")
  @Operation(
      summary = "Answer a comment in private, once",
      description =
          "As sending to a customer, within seven days of the comment and only by a human. Of two"
              + " requests at once one gets 202, the other 422 with WINDOW_CLOSED. It opens no"
              + " window: only the customer's answer does.")
  @Problems({
    ProblemType.INVALID_REQUEST,
    ProblemType.CHANNEL_NOT_FOUND,
    ProblemType.IDEMPOTENCY_KEY_REUSED,
    ProblemType.CONFIRMATION_INVALID,
    ProblemType.MESSAGE_REJECTED
  })
  ResponseEntity<MessageResponse.Outbound> replyToComment(
      @PathVariable ChannelId channelId,
      @PathVariable @Pattern(regexp = ReplyTarget.ID_PATTERN) String commentId,
      @RequestHeader("Idempotency-Key") @Pattern(regexp = "[\\x20-\\x7E]{1,128}")
          String idempotencyKey,
      @Valid @RequestBody OutboundRequest request,
      HttpServletRequest http,
      Locale locale) {
    return reply(channelId, ReplyTarget.comment(commentId), idempotencyKey, request, http, locale);
  }

  @PostMapping("/posts/{postId}/private-reply")
  @ApiResponse(responseCode = "202", description = "Queued, or what the same request became before")
  @Operation(
      summary = "Answer a visitor post in private, once",
      description = "As answering a comment.")
  @Problems({
    ProblemType.INVALID_REQUEST,
    ProblemType.CHANNEL_NOT_FOUND,
    ProblemType.IDEMPOTENCY_KEY_REUSED,
    ProblemType.CONFIRMATION_INVALID,
    ProblemType.MESSAGE_REJECTED
  })
  ResponseEntity<MessageResponse.Outbound> replyToPost(
      @PathVariable ChannelId channelId,
      @PathVariable @Pattern(regexp = ReplyTarget.ID_PATTERN) String postId,
      @RequestHeader("Idempotency-Key") @Pattern(regexp = "[\\x20-\\x7E]{1,128}")
          String idempotencyKey,
      @Valid @RequestBody OutboundRequest request,
      HttpServletRequest http,
      Locale locale) {
    return reply(channelId, ReplyTarget.post(postId), idempotencyKey, request, http, locale);
  }

  private ResponseEntity<MessageResponse.Outbound> reply(
      ChannelId channelId,
      ReplyTarget target,
      String idempotencyKey,
      OutboundRequest request,
      HttpServletRequest http,
      Locale locale) {
    return MessageResponse.Outbound.accepted(
        messages.acceptPrivateReply(
            channelId, target, request.toSubmission(http, locale), idempotencyKey),
        json,
        locale);
  }
}
