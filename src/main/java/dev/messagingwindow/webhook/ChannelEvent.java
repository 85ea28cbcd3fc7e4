package dev.messagingwindow.webhook;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import org.jspecify.annotations.Nullable;

/// An event on one of our channels.
///
/// @param customerId null for what concerns no customer
record ChannelEvent(ChannelId channelId, @Nullable CustomerId customerId, WebhookEvent event) {}
