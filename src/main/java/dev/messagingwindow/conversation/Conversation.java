package dev.messagingwindow.conversation;

import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.window.CustomerActions;
import org.jspecify.annotations.Nullable;

/// One customer on one channel.
///
/// @param actions null when the customer never opened a window
public record Conversation(CustomerId customerId, @Nullable CustomerActions actions) {}
