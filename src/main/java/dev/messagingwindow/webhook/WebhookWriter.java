package dev.messagingwindow.webhook;

import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Group commit: one thread stores what waits, many bodies in one transaction, and each request is
/// answered after the commit of its own body. Batches form by themselves, while the one before is
/// being stored.
@Component
class WebhookWriter implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(WebhookWriter.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Store store;
  private final WebhookProperties properties;
  private final WebhookMetrics metrics;
  private final Clock clock;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Body> waiting = new ArrayDeque<>();
  private int waitingEvents;
  private @Nullable Thread thread;

  WebhookWriter(Store store, WebhookProperties properties, WebhookMetrics metrics, Clock clock) {
    this.store = store;
    this.properties = properties;
    this.metrics = metrics;
    this.clock = clock;
    metrics.watchWaiting(this::waitingEvents);
  }

  /// Returns once the events of one body are committed.
  ///
  /// @throws ApiProblem `unavailable` when too much waits, the commit takes too long or the
  ///   database does not answer; what took too long may still be committed
  /// @throws RuntimeException what made this very body fail
  void store(List<ChannelEvent> events) {
    var body = new Body(events, new CompletableFuture<>());
    if (!offer(body)) {
      metrics.countFull();
      throw unavailable("Too many events wait to be stored.");
    }
    await(body);
  }

  private boolean offer(Body body) {
    lock.lock();
    try {
      var hasRoom =
          waiting.isEmpty() || waitingEvents + body.events.size() <= properties.queueCapacity();
      if (thread == null || !hasRoom) {
        return false;
      }
      waiting.add(body);
      waitingEvents += body.events.size();
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void await(Body body) {
    try {
      body.stored.get(properties.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      metrics.countLate();
      throw unavailable("The events were not stored in time.");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw unavailable("The service is stopping.");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private void loop() {
    for (var batch = take(); !batch.isEmpty(); batch = take()) {
      metrics.countBatch(batch.size());
      write(batch);
    }
  }

  /// Waits for the next batch; empty once the writer was stopped and nothing waits any more.
  private List<Body> take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && thread == Thread.currentThread()) {
        changed.awaitUninterruptibly();
      }
      var batch = new ArrayList<Body>();
      var room = properties.batchSize();
      for (var next = waiting.peek();
          next != null && (batch.isEmpty() || next.events.size() <= room);
          next = waiting.peek()) {
        batch.add(waiting.remove());
        room -= next.events.size();
        waitingEvents -= next.events.size();
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /// Stores a batch; one that fails is halved until what made it fail stands alone.
  private void write(List<Body> batch) {
    try {
      storeOnceMoreWhenLockedOut(batch.stream().flatMap(body -> body.events.stream()).toList());
    } catch (TransientDataAccessException
        | NonTransientDataAccessResourceException
        | RecoverableDataAccessException
        | TransactionException e) {
      // the database's, not a body's: halves would fail alike, and each would wait
      log.warn(
          "the database does not answer: {} bodies={}", e.getClass().getSimpleName(), batch.size());
      batch.forEach(body -> body.fail(unavailable("The database does not answer.")));
      return;
    } catch (RuntimeException | Error e) {
      if (batch.size() == 1) {
        batch.getFirst().fail(e);
      } else {
        write(batch.subList(0, batch.size() / 2));
        write(batch.subList(batch.size() / 2, batch.size()));
      }
      return;
    }
    batch.forEach(Body::succeed);
  }

  private void storeOnceMoreWhenLockedOut(List<ChannelEvent> events) {
    try {
      store.store(events, clock.instant());
    } catch (ConcurrencyFailureException e) {
      log.info("stored once more after {}", e.getClass().getSimpleName());
      store.store(events, clock.instant());
    }
  }

  /// How many events no batch has taken yet.
  int waitingEvents() {
    lock.lock();
    try {
      return waitingEvents;
    } finally {
      lock.unlock();
    }
  }

  private static ApiProblem unavailable(String detail) {
    return new ApiProblem(ProblemType.UNAVAILABLE, detail).retryAfter(RETRY_AFTER);
  }

  @Override
  public void start() {
    lock.lock();
    try {
      thread = Thread.ofPlatform().name("webhook-writer").start(this::loop);
    } finally {
      lock.unlock();
    }
  }

  /// Takes nothing more and returns when all that waits is stored, or nobody waits for it any more.
  @Override
  public void stop() {
    try {
      var stopped = dismiss();
      if (stopped != null) {
        stopped.join(properties.timeout());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Thread dismiss() {
    lock.lock();
    try {
      var dismissed = thread;
      thread = null;
      changed.signalAll();
      return dismissed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isRunning() {
    lock.lock();
    try {
      return thread != null;
    } finally {
      lock.unlock();
    }
  }

  /// Started before the web server takes requests, stopped after it has answered the last one.
  @Override
  public int getPhase() {
    return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
  }

  /// Stores events in one transaction.
  @FunctionalInterface
  interface Store {

    void store(List<ChannelEvent> events, Instant now);
  }

  private record Body(List<ChannelEvent> events, CompletableFuture<@Nullable Void> stored) {

    void succeed() {
      stored.complete(null);
    }

    void fail(Throwable failure) {
      stored.completeExceptionally(failure);
    }
  }
}
