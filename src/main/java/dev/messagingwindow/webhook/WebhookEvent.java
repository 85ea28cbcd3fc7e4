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
record WebhookEvent(
    Platform platform,
    AccountId accountId,
    @Nullable CustomerId customerId,
    EventKind kind,
    Instant at,
    EventKey key,
    Action action) {}
