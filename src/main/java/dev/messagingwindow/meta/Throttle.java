package dev.messagingwindow.meta;

import java.time.Duration;

/// Meta wants nothing more for a while.
///
/// @param retryAfter from now, more than zero and at most twelve hours
public record Throttle(Scope scope, Duration retryAfter) {

  /// Whose sends have to wait.
  public enum Scope {
    /// The account's that was sent for.
    CHANNEL,
    /// All accounts of this login's app.
    APP
  }
}
