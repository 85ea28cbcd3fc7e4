package dev.messagingwindow.backfill;

import java.time.Duration;

/// Keeps the calls for one account apart: one thread at a time reads an account, and waits before
/// each call.
final class Pace {

  private final Duration pause;

  Pace(Duration pause) {
    this.pause = pause;
  }

  /// @throws StoppedException when this process is being stopped
  void await() {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new StoppedException();
    }
  }

  /// The process is being stopped; another one goes on where this one was.
  static final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private StoppedException() {
      super("stopped", null, false, false);
    }
  }
}
