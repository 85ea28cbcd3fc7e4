package dev.messagingwindow.window;

import java.time.Instant;

/// The right to write one private message to whoever wrote a comment or a visitor post. It is no
/// window: it neither opens nor moves one.
public sealed interface PrivateReply {

  /// One message may go.
  ///
  /// @param closesAt exclusive: open while `now` is before it
  record Open(Instant closesAt) implements PrivateReply {}

  /// A message has taken it.
  record Used(Instant usedAt) implements PrivateReply {}

  /// Seven days are over.
  record Expired(Instant closedAt) implements PrivateReply {}

  /// The comment or post was removed before anybody replied.
  record Removed(Instant removedAt) implements PrivateReply {}

  /// Nobody heard of this comment or post, or the account wrote it itself.
  record Unknown() implements PrivateReply {}
}
