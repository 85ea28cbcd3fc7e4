package dev.messagingwindow.outbound;

import dev.messagingwindow.conversation.MessageCursor;
import dev.messagingwindow.gate.VerdictResponse;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/channels/{channelId}")
@Tag(name = "Messages")
class OutboundController {

  private final WindowMessages windowMessages;
  private final OutboundMessages messages;
  private final MessageList list;
  private final JsonMapper json;

  OutboundController(
      WindowMessages windowMessages, OutboundMessages messages, MessageList list, JsonMapper json) {
    this.windowMessages = windowMessages;
    this.messages = messages;
    this.list = list;
    this.json = json;
  }

  @PostMapping("/customers/{customerId}/messages/check")
  @Operation(
      summary = "May this text go to this customer now, and if not, why",
      description = "Nothing is stored or sent. Judged by the same policy as sending.")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  VerdictResponse check(
      @PathVariable ChannelId channelId,
      @PathVariable CustomerId customerId,
      @Valid @RequestBody OutboundRequest request,
      HttpServletRequest http,
      Locale locale) {
    return windowMessages.check(channelId, customerId, request.toSubmission(http, locale));
  }

  @PostMapping("/customers/{customerId}/messages/outbound")
  @ApiResponse(responseCode = "202", description = "Queued, or what the same request became before")
  @Operation(
      summary = "Send",
      description =
          "202 means queued: ask the address in Location what became of it. The label that Meta"
              + " gets is chosen by the service. Repeat a request with the same Idempotency-Key"
              + " and body as often as needed; it is sent once. Where a rule is unsure, 409"
              + " `confirmation-required` offers a token: the agent who stands by the message sends it"
              + " again with `confirmation`.")
  @Problems({
    ProblemType.INVALID_REQUEST,
    ProblemType.CHANNEL_NOT_FOUND,
    ProblemType.IDEMPOTENCY_KEY_REUSED,
    ProblemType.CONFIRMATION_REQUIRED,
    ProblemType.CONFIRMATION_INVALID,
    ProblemType.MESSAGE_REJECTED
  })
  ResponseEntity<MessageResponse.Outbound> send(
      @PathVariable ChannelId channelId,
      @PathVariable CustomerId customerId,
      @RequestHeader("Idempotency-Key") @Pattern(regexp = "[\\x20-\\x7E]{1,128}")
          String idempotencyKey,
      @Valid @RequestBody OutboundRequest request,
      HttpServletRequest http,
      Locale locale) {
    var message =
        messages.accept(channelId, customerId, request.toSubmission(http, locale), idempotencyKey);
    return MessageResponse.Outbound.accepted(message, json, locale);
  }

  @GetMapping("/messages/{messageId}")
  @Operation(summary = "What became of a message")
  @Problems({
    ProblemType.INVALID_REQUEST,
    ProblemType.CHANNEL_NOT_FOUND,
    ProblemType.MESSAGE_NOT_FOUND
  })
  MessageResponse.Outbound get(
      @PathVariable ChannelId channelId, @PathVariable MessageId messageId, Locale locale) {
    return MessageResponse.Outbound.of(messages.get(channelId, messageId), json, locale);
  }

  @GetMapping("/customers/{customerId}/messages")
  @Operation(summary = "The conversation, newest first, both directions")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  MessageList.Page list(
      @PathVariable ChannelId channelId,
      @PathVariable CustomerId customerId,
      @RequestParam(required = false) @Nullable MessageCursor cursor,
      @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit,
      Locale locale) {
    return list.page(channelId, customerId, cursor, limit, locale);
  }
}
