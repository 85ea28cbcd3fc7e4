package dev.messagingwindow.meta;

import dev.messagingwindow.model.CustomerId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What became of a call to the Send API.
public sealed interface SendResult {

  /// What Meta wants us to wait for before the next send, whatever became of this one; null for
  /// nothing.
  @Nullable Throttle throttle();

  /// Meta took it.
  ///
  /// @param metaMessageId Meta's id of the message
  /// @param recipientId whom Meta sent it to; null when the answer does not tell
  record Accepted(
      String metaMessageId, @Nullable CustomerId recipientId, @Nullable Throttle throttle)
      implements SendResult {}

  /// Meta refused it; nothing was sent.
  ///
  /// @param throttle never null where the class is one of the two rates
  record Refused(GraphError error, ErrorClass errorClass, @Nullable Throttle throttle)
      implements SendResult {}

  /// The request never left: no connection.
  ///
  /// @param retryAfter how long trying again is of no use; zero when nothing is known
  record NotSent(Duration retryAfter) implements SendResult {

    @Override
    public @Nullable Throttle throttle() {
      return null;
    }
  }

  /// The request was written and no usable answer came: Meta may or may not have it.
  record Unknown(GraphError error, @Nullable Throttle throttle) implements SendResult {}
}
