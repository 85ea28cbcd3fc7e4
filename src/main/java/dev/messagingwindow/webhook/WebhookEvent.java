package dev.messagingwindow.webhook;

import dev.messagingwindow.conversation.EventKey;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.Platform;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One event out of a webhook body.
///
/// @param accountId with the platform it names the channel
/// @param customerId null when the event names no customer
/// @param at Meta's time of it, cut to the time of arrival
/// @param raw to keep it as it came
record WebhookEvent(
    Platform platform,
    AccountId accountId,
    @Nullable CustomerId customerId,
    EventKind kind,
    Instant at,
    EventKey key,
    Action action,
    RawEvent raw) {

  /// Whether there is anything to store when the account is one of ours.
  boolean isToBeStored() {
    return customerId != null || kind == EventKind.UNKNOWN || action.mayNameNobody();
  }
}
