package dev.messagingwindow.meta.http;

import java.io.IOException;

/// Carries through the HTTP client that nothing of a request was written.
class NeverLeft extends IOException {

  private static final long serialVersionUID = 1L;

  NeverLeft(Throwable cause) {
    super(cause);
  }
}
