package dev.messagingwindow.webhook;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.model.CustomerId;

/// An event of a customer on one of our channels.
record ChannelEvent(Channel channel, CustomerId customerId, WebhookEvent event) {}
