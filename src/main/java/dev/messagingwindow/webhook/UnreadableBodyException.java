package dev.messagingwindow.webhook;

import java.io.Serial;

/// A signed body that is no webhook notification at all.
class UnreadableBodyException extends Exception {

  @Serial private static final long serialVersionUID = 1L;
}
