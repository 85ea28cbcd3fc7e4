package dev.messagingwindow.conversation;

import java.time.Instant;
import java.util.UUID;

/// A message on record that our service did not send.
///
/// @param inbound whether the customer wrote it; otherwise another app or person did, in the
///   account's name
/// @param key sorts messages of one instant
/// @param kind as `openedBy`
/// @param deleted whether the customer took it back
public record RecordedMessage(
    boolean inbound,
    UUID key,
    Instant sentAt,
    String kind,
    MessageContent content,
    boolean deleted) {}
