package dev.messagingwindow.webhook;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.model.CustomerId;
import org.jspecify.annotations.Nullable;

/// An event on one of our channels.
///
/// @param customerId null only for what Meta does to the account, and for comments of nobody named
record ChannelEvent(Channel channel, @Nullable CustomerId customerId, WebhookEvent event) {}
