package dev.messagingwindow.meta;

import org.jspecify.annotations.Nullable;

/// What Meta said instead of yes, kept verbatim. Decide by code and subcode: the message may be
/// localised.
///
/// @param code Meta's code; the HTTP status where the body had none
/// @param subcode null when Meta gave none
/// @param message Meta's words; may name ids, so it goes to the agent but to no log
public record GraphError(int code, @Nullable Integer subcode, String message) {}
