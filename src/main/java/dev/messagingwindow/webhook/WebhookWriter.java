package dev.messagingwindow.webhook;

import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.Failures;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.quarantine.DatabaseFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/// Group commit: a writer stores what waits, many bodies in one transaction, and each request is
/// answered after the commit of its own body. An event that cannot be stored goes into quarantine
/// and hurts no other. Batches form by themselves, while the ones before are being stored. A second
/// writer gathers while PostgreSQL works for the first.
@Component
class WebhookWriter implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(WebhookWriter.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Store store;
  private final WebhookProperties properties;
  private final WebhookMetrics metrics;
  private final Clock clock;

  private final WebhookQueue queue;
  private final List<Thread> writers = new ArrayList<>();

  WebhookWriter(Store store, WebhookProperties properties, WebhookMetrics metrics, Clock clock) {
    this.store = store;
    this.properties = properties;
    this.metrics = metrics;
    this.clock = clock;
    this.queue = new WebhookQueue(properties.queueCapacity(), properties.batchSize());
    metrics.watchWaiting(queue::events);
  }

  /// Returns once the events of one body are committed or, where that is impossible, in quarantine.
  ///
  /// @param events at least one
  ///
  /// @throws ApiProblem `unavailable` when too much waits, the commit takes too long or the
  ///   database does not answer; what took too long may still be committed
  void store(List<ChannelEvent> events) {
    var body = new WaitingBody(events);
    if (!queue.offer(body)) {
      metrics.countFull();
      throw unavailable("Too many events wait to be stored.");
    }
    await(body);
  }

  private void await(WaitingBody body) {
    try {
      body.await(properties.timeout());
    } catch (TimeoutException _) {
      metrics.countLate();
      throw unavailable("The events were not stored in time.");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw unavailable("The service is stopping.");
    }
  }

  private void loop() {
    for (var batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
      metrics.countBatch(batch.size());
      write(batch);
    }
  }

  /// Stores a batch and answers each body once all of its events are committed or in quarantine.
  private void write(List<WaitingBody> batch) {
    try {
      store(batch.stream().flatMap(WaitingBody::events).toList(), true);
    } catch (RuntimeException e) {
      log.warn(
          "the database does not answer: {} bodies={}", e.getClass().getSimpleName(), batch.size());
      batch.forEach(body -> body.fail(unavailable("The database does not answer.")));
    } catch (Error e) {
      log.error("events were not stored bodies={}\n{}", batch.size(), Failures.trace(e));
      batch.forEach(body -> body.fail(unavailable("The events could not be stored.")));
    }
  }

  /// Stores events together; when that fails they are halved until the one that cannot be stored
  /// stands alone and goes into quarantine.
  ///
  /// @param first whether nothing of the batch failed yet
  /// @throws RuntimeException the database's failure, not an event's: halves would fail alike, and
  ///   each would wait
  private void store(List<WaitingBody.Event> events, boolean first) {
    try {
      storeOnceMoreWhenLockedOut(events.stream().map(WaitingBody.Event::event).toList());
    } catch (RuntimeException | StackOverflowError e) {
      if (e instanceof RuntimeException failure && DatabaseFailure.is(failure)) {
        throw failure;
      }
      if (events.size() == 1) {
        quarantine(events.getFirst(), e);
      } else {
        var left = first ? notQuarantined(events) : events;
        store(left.subList(0, left.size() / 2), false);
        store(left.subList(left.size() / 2, left.size()), false);
      }
      return;
    }
    events.forEach(WaitingBody.Event::done);
  }

  /// Meta repeats a body that was answered too late: what was found to fail then is not sought
  /// again, one by one.
  private List<WaitingBody.Event> notQuarantined(List<WaitingBody.Event> events) {
    var left = Collections.<ChannelEvent>newSetFromMap(new IdentityHashMap<>());
    left.addAll(store.notQuarantined(events.stream().map(WaitingBody.Event::event).toList()));
    var waiting = new ArrayList<WaitingBody.Event>();
    for (var event : events) {
      if (left.contains(event.event())) {
        waiting.add(event);
      } else {
        event.done();
      }
    }
    return waiting;
  }

  private void quarantine(WaitingBody.Event waiting, Throwable failure) {
    var kind = waiting.event().event().kind().tag();
    try {
      store.quarantine(waiting.event(), failure, clock.instant());
    } catch (RuntimeException e) {
      if (DatabaseFailure.is(e)) {
        throw e;
      }
      log.error("event not even in quarantine kind={} failure={}", kind, Failures.trace(e));
      waiting.body().fail(unavailable("An event could not be stored."));
      return;
    }
    log.warn("event in quarantine kind={} failure={}", kind, Failures.trace(failure));
    waiting.done();
  }

  private void storeOnceMoreWhenLockedOut(List<ChannelEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    try {
      store.store(events, clock.instant());
    } catch (ConcurrencyFailureException e) {
      log.info("stored once more after {}", e.getClass().getSimpleName());
      store.store(events, clock.instant());
    }
  }

  private static ApiProblem unavailable(String detail) {
    return new ApiProblem(ProblemType.UNAVAILABLE, detail).retryAfter(RETRY_AFTER);
  }

  /// How many events no batch has taken yet.
  int waitingEvents() {
    return queue.events();
  }

  @Override
  public synchronized void start() {
    queue.open();
    for (var number = 1; number <= properties.writers(); number++) {
      writers.add(Thread.ofPlatform().name("webhook-writer-" + number).start(this::loop));
    }
  }

  /// Takes nothing more and returns when all that waits is stored, or nobody waits for it any more.
  @Override
  public synchronized void stop() {
    queue.close();
    try {
      for (var writer : writers) {
        writer.join(properties.timeout());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    writers.clear();
  }

  @Override
  public boolean isRunning() {
    return queue.isOpen();
  }

  /// Started before the web server takes requests, stopped after it has answered the last one.
  @Override
  public int getPhase() {
    return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
  }

  /// Where events are stored, each call in a transaction of its own.
  interface Store {

    void store(List<ChannelEvent> events, Instant now);

    /// Keeps an event that cannot be stored.
    void quarantine(ChannelEvent event, Throwable failure, Instant now);

    /// Those events that are not in quarantine.
    List<ChannelEvent> notQuarantined(List<ChannelEvent> events);
  }
}
