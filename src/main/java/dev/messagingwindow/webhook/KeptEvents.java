package dev.messagingwindow.webhook;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.quarantine.Failure;
import dev.messagingwindow.quarantine.Reason;
import dev.messagingwindow.quarantine.Reprocessing;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes events out of quarantine the way they come by webhook.
@Component
class KeptEvents implements Reprocessing {

  private final EventParser parser;
  private final WebhookEvents events;
  private final Clock clock;

  KeptEvents(EventParser parser, WebhookEvents events, Clock clock) {
    this.parser = parser;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public @Nullable Refusal process(ChannelId channelId, byte[] content, Instant receivedAt) {
    try {
      for (var event : parser.parse(content, receivedAt)) {
        var reason = Suspects.reason(event);
        if (reason != null) {
          return new Refusal(reason, Suspects.failure(event));
        }
        if (event.isToBeStored()) {
          events.store(
              List.of(new ChannelEvent(channelId, event.customerId(), event)), clock.instant());
        }
      }
      return null;
    } catch (UnreadableBodyException e) {
      return new Refusal(Reason.UNREADABLE_ITEM, Failure.of(e));
    }
  }
}
