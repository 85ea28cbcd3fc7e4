package dev.messagingwindow.sandbox;

import org.jspecify.annotations.Nullable;

/// The sandbox cannot start, and somebody at a terminal must be told what to do about it.
final class SandboxStartException extends RuntimeException {

  private final String action;

  /// @param problem what is wrong, one sentence
  /// @param action what the reader can do, imperative
  SandboxStartException(String problem, String action) {
    this(problem, action, null);
  }

  SandboxStartException(String problem, String action, @Nullable Throwable cause) {
    super(problem, cause);
    this.action = action;
  }

  String action() {
    return action;
  }
}
