package dev.messagingwindow.webhook;

import dev.messagingwindow.conversation.EventKey;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.Platform;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An item's surroundings.
///
/// @param time when Meta sent the notification; only a fallback, it is not the event's time
/// @param raw where the item stands
record EntryContext(
    Platform platform,
    AccountId accountId,
    @Nullable Instant time,
    Instant receivedAt,
    RawEvent raw) {

  WebhookEvent event(
      EventKind kind,
      @Nullable CustomerId customerId,
      @Nullable Instant ownTime,
      EventKey key,
      Action action) {
    var customer =
        customerId == null || customerId.value().equals(accountId.value()) ? null : customerId;
    return new WebhookEvent(platform, accountId, customer, kind, at(ownTime), key, action, raw);
  }

  private Instant at(@Nullable Instant ownTime) {
    var known = ownTime == null ? time : ownTime;
    return known == null || known.isAfter(receivedAt) ? receivedAt : known;
  }
}
