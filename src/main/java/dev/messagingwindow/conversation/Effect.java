package dev.messagingwindow.conversation;

import dev.messagingwindow.window.OpenedBy;
import org.jspecify.annotations.Nullable;

/// What an event does to a conversation.
public sealed interface Effect {

  /// The customer acted.
  ///
  /// @param content what is put on record; null to move the instants and keep nothing of the text
  record Opened(OpenedBy by, @Nullable MessageContent content) implements Effect {}

  /// Somebody answered in the account's name.
  ///
  /// @param content what another app or person wrote; null when it was our own message, which is on
  ///   record already
  record Answered(@Nullable MessageContent content) implements Effect {}

  /// The customer took a message back: its text goes, the window stays.
  record Unsent(String metaMessageId) implements Effect {}

  /// The customer changed a message.
  ///
  /// @param number counts the edits of a message; a lower one that comes later changes nothing
  record Edited(String metaMessageId, int number, String text) implements Effect {}

  /// Nothing, but the event is remembered.
  record None() implements Effect {}
}
