package dev.messagingwindow.outbox;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Wakes the worker of this instance when a message was accepted; the others find it when they next
/// look.
@Component
public class OutboxBell {

  private final Semaphore rung = new Semaphore(0);

  public void ring() {
    rung.release();
  }

  /// Rings later: what waits for less than the worker's poll interval need not wait that long.
  void ringAfter(Duration wait) {
    CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS).execute(this::ring);
  }

  void await(Duration atMost) throws InterruptedException {
    if (rung.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      rung.drainPermits();
    }
  }
}
