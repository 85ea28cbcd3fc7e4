package dev.messagingwindow.webhook;

import dev.messagingwindow.channel.Enforcement;
import dev.messagingwindow.conversation.MessageContent;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.window.OpenedBy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an event asks us to do.
sealed interface Action {

  /// Whether it counts although the event names no customer.
  default boolean mayNameNobody() {
    return switch (this) {
      case Enforce _, Comment _, RemoveComment _, Unreadable _ -> true;
      case Open _, Echo _, Unsend _, Edit _, Delivered _, Seen _, Ignore _ -> false;
    };
  }

  /// The customer acted.
  record Open(OpenedBy by, MessageContent content) implements Action {}

  /// The account wrote: our app, another one, or a person in Meta's inbox.
  ///
  /// @param metadata what the sending app put in; null on Instagram and for other apps
  record Echo(MessageContent content, @Nullable String metadata) implements Action {}

  /// The customer took a message back.
  record Unsend(String metaMessageId) implements Action {}

  /// The customer changed a message.
  ///
  /// @param number counts the edits of a message
  record Edit(String metaMessageId, int number, String text) implements Action {}

  /// Messages reached the customer.
  ///
  /// @param metaMessageIds may be empty: then everything up to the watermark
  record Delivered(List<String> metaMessageIds, @Nullable Instant watermark) implements Action {}

  /// The customer saw a message and everything before it.
  ///
  /// @param metaMessageId Instagram names the message; null on Messenger
  /// @param watermark Messenger names the instant; null on Instagram
  record Seen(@Nullable String metaMessageId, @Nullable Instant watermark) implements Action {}

  /// Meta warned, blocked or unblocked the account; concerns no customer.
  ///
  /// @param reason in one line; null when Meta named none
  record Enforce(Enforcement.Kind kind, @Nullable String reason) implements Action {}

  /// Reading the item failed.
  ///
  /// @param failure what was thrown
  record Unreadable(RuntimeException failure) implements Action {}

  /// Somebody other than the account commented or posted in public. The event may name nobody.
  ///
  /// @param live under a live broadcast
  record Comment(ReplyTarget target, boolean live) implements Action {}

  /// A comment or post is gone, whoever removed it. The event may name nobody.
  record RemoveComment(ReplyTarget target) implements Action {}

  /// Nothing yet.
  record Ignore() implements Action {}
}
