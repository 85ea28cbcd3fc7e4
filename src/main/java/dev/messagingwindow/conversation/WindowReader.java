package dev.messagingwindow.conversation;

import dev.messagingwindow.conversation.WindowStore.Asked;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Reads the windows that many requests ask for in this moment with one statement, as the webhook's
/// events are written. A request's statement starts after the request came, so it sees whatever was
/// committed before.
@Component
class WindowReader implements SmartLifecycle {

  private static final int BATCH = 200;
  private static final int WAITING = 20_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(4);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final WindowStore store;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(WAITING);
  private volatile @Nullable Thread thread;

  WindowReader(WindowStore store) {
    this.store = store;
  }

  /// The conversation with its channel; empty when there is no such channel.
  ///
  /// @throws ApiProblem `unavailable` when the database does not answer in time
  Optional<WindowStore.Found> read(Asked asked) {
    var waiting = new Waiting(asked, new CompletableFuture<>());
    if (thread == null || !queue.offer(waiting)) {
      throw unavailable();
    }
    try {
      return waiting.found.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw unavailable();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw unavailable();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    }
  }

  private void loop() {
    var batch = new ArrayList<Waiting>();
    while (thread == Thread.currentThread()) {
      try {
        batch.add(queue.take());
        queue.drainTo(batch, BATCH - 1);
        answer(batch);
      } catch (InterruptedException _) {
        // stopped
      }
      batch.clear();
    }
  }

  private void answer(List<Waiting> batch) {
    try {
      var found = store.read(batch.stream().map(Waiting::asked).toList());
      for (var i = 0; i < batch.size(); i++) {
        batch.get(i).found.complete(Optional.ofNullable(found.get(i)));
      }
    } catch (RuntimeException | Error e) {
      batch.forEach(waiting -> waiting.found.completeExceptionally(e));
    }
  }

  private static ApiProblem unavailable() {
    return new ApiProblem(ProblemType.UNAVAILABLE, "The database does not answer.")
        .retryAfter(RETRY_AFTER);
  }

  @Override
  public void start() {
    var reader = Thread.ofPlatform().name("window-reader").unstarted(this::loop);
    thread = reader;
    reader.start();
  }

  @Override
  public void stop() {
    var stopped = thread;
    thread = null;
    if (stopped != null) {
      stopped.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /// Started before the web server takes requests, stopped after it has answered the last one.
  @Override
  public int getPhase() {
    return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
  }

  private record Waiting(Asked asked, CompletableFuture<Optional<WindowStore.Found>> found) {}
}
