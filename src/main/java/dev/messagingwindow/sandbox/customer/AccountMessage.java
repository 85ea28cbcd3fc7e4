package dev.messagingwindow.sandbox.customer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What an account wrote to a customer, as Meta took it.
///
/// @param messageId Meta's
/// @param text null when it was an attachment
/// @param metadata for the echo on Messenger
public record AccountMessage(
    String messageId,
    @Nullable String text,
    @Nullable JsonNode attachment,
    @Nullable String metadata,
    @Nullable String messagingType,
    @Nullable String tag) {}
