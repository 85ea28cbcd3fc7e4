package dev.messagingwindow.sandbox.customer;

import dev.messagingwindow.window.OpenedBy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that a customer does.
///
/// @param messageId of the action itself; of a reaction, the message reacted to
/// @param at when it is done, in whole milliseconds
record CustomerAction(
    String accountId,
    String customerId,
    OpenedBy kind,
    String messageId,
    @Nullable String text,
    Instant at) {}
