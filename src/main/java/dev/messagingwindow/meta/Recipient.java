package dev.messagingwindow.meta;

import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.ReplyTarget;

/// Whom a message goes to.
public sealed interface Recipient {

  /// A customer in a window.
  record Customer(CustomerId customerId) implements Recipient {}

  /// Whoever wrote a comment or visitor post.
  record Author(ReplyTarget target) implements Recipient {}
}
