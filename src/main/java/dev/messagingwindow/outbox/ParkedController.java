package dev.messagingwindow.outbox;

import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.Reach;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/parked")
@Tag(name = "Parked")
class ParkedController {

  private final Parked parked;
  private final Channels channels;

  ParkedController(Parked parked, Channels channels) {
    this.parked = parked;
    this.channels = channels;
  }

  @GetMapping
  @Operation(
      summary = "Messages that do not get on by themselves, in order of acceptance",
      description =
          "UNKNOWN: Meta may or may not have it. QUEUED: queued for longer than"
              + " messaging.outbox.stuck-after, with what keeps it. Neither text nor customer is"
              + " shown.")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  ParkedResponse list(
      @RequestParam(required = false) @Nullable ChannelId channelId,
      @RequestParam(required = false) @Nullable MessageId cursor,
      @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit,
      Reach reach) {
    var page =
        parked.page(
            channelId == null ? reach.only() : channels.requireAll(Set.of(channelId), reach),
            cursor,
            limit + 1);
    var shown = page.stream().limit(limit).map(ParkedMessageResponse::of).toList();
    return new ParkedResponse(
        shown, page.size() > limit ? shown.getLast().messageId().toString() : null);
  }

  @PostMapping("/{messageId}/requeue")
  @Operation(
      summary = "Send a parked message through the queue again",
      description =
          "At its own place, and decided again before it leaves. A message that Meta may have could"
              + " reach the customer twice; if its echo comes before its turn, it is SENT. 404 also"
              + " for a message that is settled meanwhile, or on its way at this moment.")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.MESSAGE_NOT_FOUND})
  SettledResponse requeue(
      @PathVariable MessageId messageId,
      @Valid @RequestBody(required = false) @Nullable ReasonRequest request,
      Principal caller,
      Reach reach) {
    return SettledResponse.of(parked.requeue(messageId, act(request, caller, reach)));
  }

  @PostMapping("/{messageId}/give-up")
  @Operation(
      summary = "Do not send a parked message",
      description =
          "It is FAILED, reason GIVEN_UP; an echo that comes later still makes it SENT. 404 also for"
              + " a message that is settled meanwhile, or on its way at this moment.")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.MESSAGE_NOT_FOUND})
  SettledResponse giveUp(
      @PathVariable MessageId messageId,
      @Valid @RequestBody(required = false) @Nullable ReasonRequest request,
      Principal caller,
      Reach reach) {
    return SettledResponse.of(parked.giveUp(messageId, act(request, caller, reach)));
  }

  private static Parked.Act act(@Nullable ReasonRequest request, Principal caller, Reach reach) {
    return new Parked.Act(caller.getName(), request == null ? null : request.reason(), reach);
  }

  /// @param reason for the ledger, at most 200 characters; name no customer and no text in it
  record ReasonRequest(@Nullable @Size(max = 200) String reason) {}

  /// @param queuedAt when it was accepted, or last requeued
  /// @param nextAttemptAt not sent before
  /// @param mayHaveLeft whether Meta may have it
  /// @param behind the message of the same conversation whose turn is first
  /// @param failure the last attempt's; null while none failed
  @Schema(name = "ParkedMessage")
  record ParkedMessageResponse(
      UUID messageId,
      UUID channelId,
      OutboundMessage.Status status,
      ParkedMessage.Why why,
      Instant queuedAt,
      int attempts,
      Instant nextAttemptAt,
      boolean mayHaveLeft,
      @Nullable UUID behind,
      ParkedMessage.@Nullable Known failure) {

    static ParkedMessageResponse of(ParkedMessage message) {
      return new ParkedMessageResponse(
          message.messageId().value(),
          message.channelId().value(),
          message.status(),
          message.why(),
          message.queuedAt(),
          message.attempts(),
          message.dueAt(),
          message.mayHaveLeft(),
          message.behind() == null ? null : message.behind().value(),
          message.failure());
    }
  }

  record ParkedResponse(List<ParkedMessageResponse> parked, @Nullable String nextCursor) {}

  record SettledResponse(UUID messageId, UUID channelId, OutboundMessage.Status status) {

    static SettledResponse of(OutboundMessage message) {
      return new SettledResponse(
          message.messageId().value(), message.channelId().value(), message.status());
    }
  }
}
