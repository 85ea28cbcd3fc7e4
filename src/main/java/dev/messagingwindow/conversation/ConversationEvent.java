package dev.messagingwindow.conversation;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import java.time.Instant;

/// One thing that happened in a conversation.
///
/// @param at Meta's time of the event, milliseconds, never later than the moment it is recorded
public record ConversationEvent(
    ChannelId channelId, CustomerId customerId, EventKey key, Instant at, Effect effect) {}
