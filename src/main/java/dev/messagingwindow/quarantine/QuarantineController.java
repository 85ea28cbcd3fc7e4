package dev.messagingwindow.quarantine;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Platform;
import dev.messagingwindow.model.Reach;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/quarantine")
@Tag(name = "Quarantine")
class QuarantineController {

  private final Quarantine quarantine;
  private final Replays replays;
  private final Channels channels;

  QuarantineController(Quarantine quarantine, Replays replays, Channels channels) {
    this.quarantine = quarantine;
    this.replays = replays;
    this.channels = channels;
  }

  @GetMapping
  @Operation(
      summary = "Webhook events that could not be processed, newest first",
      description = "Kept for 7 days. What customers wrote in them is not shown.")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  EventsResponse list(
      @RequestParam(required = false) @Nullable ChannelId channelId,
      @RequestParam(required = false) @Nullable Reason reason,
      @RequestParam(required = false) @Nullable QuarantineCursor cursor,
      @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit,
      Reach reach) {
    var page =
        quarantine.page(
            new QuarantineQuery(
                channelId == null ? reach.only() : channels.requireAll(Set.of(channelId), reach),
                reason,
                cursor,
                limit + 1));
    var shown = page.stream().limit(limit).toList();
    return new EventsResponse(
        shown.stream().map(EventResponse::of).toList(),
        page.size() > limit ? shown.getLast().cursor().toString() : null);
  }

  @PostMapping("/{quarantineId}/replay")
  @Operation(
      summary = "Process an event once more",
      description =
          "`STORED`: it had its effect, now or by another replay, and left the quarantine."
              + " `FAILED_AGAIN`: it stays, with the reason of this attempt.")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.NOT_FOUND})
  ReplayResponse replay(@PathVariable UUID quarantineId, Reach reach) {
    var replay = replays.replay(quarantine.get(quarantineId, reach));
    return new ReplayResponse(EventResponse.of(replay.event()), replay.outcome());
  }

  record EventResponse(
      UUID quarantineId,
      UUID channelId,
      Platform platform,
      String kind,
      Reason reason,
      @Nullable Failure failure,
      Instant receivedAt,
      Instant expiresAt,
      @Nullable Instant replayedAt) {

    static EventResponse of(QuarantinedEvent event) {
      return new EventResponse(
          event.quarantineId(),
          event.channelId().value(),
          event.platform(),
          event.kind(),
          event.reason(),
          event.failure(),
          event.receivedAt(),
          event.expiresAt(),
          event.replayedAt());
    }
  }

  record EventsResponse(List<EventResponse> events, @Nullable String nextCursor) {}

  record ReplayResponse(@JsonUnwrapped EventResponse event, Replay.Outcome outcome) {}
}
