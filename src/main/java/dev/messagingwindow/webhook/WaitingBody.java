package dev.messagingwindow.webhook;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one request waits for. Only the writer that took it counts down.
final class WaitingBody {

  private final List<ChannelEvent> events;
  private final CompletableFuture<@Nullable Void> stored = new CompletableFuture<>();
  private int left;

  WaitingBody(List<ChannelEvent> events) {
    this.events = events;
    this.left = events.size();
  }

  int size() {
    return events.size();
  }

  Stream<Event> events() {
    return events.stream().map(event -> new Event(this, event));
  }

  /// Without effect when all was stored before.
  void fail(RuntimeException failure) {
    stored.completeExceptionally(failure);
  }

  /// Returns once all events are done.
  ///
  /// @throws RuntimeException what it failed with
  void await(Duration timeout) throws InterruptedException, TimeoutException {
    try {
      stored.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    }
  }

  private void countDown() {
    left--;
    if (left == 0) {
      stored.complete(null);
    }
  }

  /// One event of a body.
  record Event(WaitingBody body, ChannelEvent event) {

    /// It is committed, or in quarantine.
    void done() {
      body.countDown();
    }
  }
}
