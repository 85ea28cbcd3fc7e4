package dev.messagingwindow.outbox;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message that does not get on by itself: without its text and without whom it goes to.
///
/// @param status `UNKNOWN` or `QUEUED`
/// @param queuedAt when it was accepted, or last requeued
/// @param attempts calls to Meta so far
/// @param dueAt not sent before
/// @param mayHaveLeft whether Meta may have it, by the last attempt or by one before
/// @param behind the message of the same conversation whose turn is first; null when it is its own
/// @param failure why its last attempt failed; null while none did
record ParkedMessage(
    ChannelId channelId,
    MessageId messageId,
    OutboundMessage.Status status,
    Why why,
    Instant queuedAt,
    int attempts,
    Instant dueAt,
    boolean mayHaveLeft,
    @Nullable MessageId behind,
    @Nullable Known failure) {

  /// What keeps it.
  enum Why {
    /// Meta may or may not have it.
    NO_ANSWER,
    CHANNEL_ON_HOLD,
    CHANNEL_RECONNECT_REQUIRED,
    /// The channel, or all of its login, must wait: Meta said so, or more would be too fast.
    THROTTLED,
    /// Another message of the conversation comes first.
    BEHIND_ANOTHER,
    /// Meta could not take it, and is asked again.
    RETRYING,
    /// Its turn has come, but no worker took it.
    WAITING
  }

  /// What is known of the last attempt.
  ///
  /// @param code Meta's; null when it said none
  record Known(@Nullable Integer code, @Nullable Integer subcode, @Nullable String reason) {}

  ParkedMessage after(Known attempt) {
    return new ParkedMessage(
        channelId, messageId, status, why, queuedAt, attempts, dueAt, mayHaveLeft, behind, attempt);
  }
}
