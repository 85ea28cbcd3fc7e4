package dev.messagingwindow.meta.http;

import java.time.Duration;

/// The request certainly never left: no name, no connection, none free, or the host's breaker is
/// open.
public class NotSentException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  NotSentException(Throwable cause) {
    super("the request never left", cause);
    this.retryAfter = Duration.ZERO;
  }

  NotSentException(String host, Duration retryAfter) {
    super("the breaker of " + host + " is open");
    this.retryAfter = retryAfter;
  }

  /// How long trying again is of no use; zero when nothing is known.
  public Duration retryAfter() {
    return retryAfter;
  }
}
