package dev.messagingwindow.meta;

import dev.messagingwindow.model.CustomerId;
import org.jspecify.annotations.Nullable;

/// What became of a call to the Send API.
public sealed interface SendResult {

  /// Meta took it.
  ///
  /// @param metaMessageId Meta's id of the message
  /// @param recipientId whom Meta sent it to; null when the answer does not tell
  record Accepted(String metaMessageId, @Nullable CustomerId recipientId) implements SendResult {}

  /// Meta refused it; nothing was sent.
  record Refused(GraphError error) implements SendResult {

    public ErrorClass errorClass() {
      return ErrorClass.of(error);
    }
  }

  /// The request never left: no connection.
  record NotSent() implements SendResult {}

  /// The request was written and no usable answer came: Meta may or may not have it.
  record Unknown(GraphError error) implements SendResult {}
}
