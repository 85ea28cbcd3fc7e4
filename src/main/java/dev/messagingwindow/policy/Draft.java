package dev.messagingwindow.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What somebody wants to send.
///
/// @param text as the customer will see it
/// @param notAfter the last instant at which it still makes sense; null for no such limit
public record Draft(Sender sender, String text, @Nullable Instant notAfter) {}
