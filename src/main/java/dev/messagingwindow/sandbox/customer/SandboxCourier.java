package dev.messagingwindow.sandbox.customer;

import dev.messagingwindow.meta.MetaProperties;
import dev.messagingwindow.sandbox.SandboxAddress;
import dev.messagingwindow.sandbox.customer.SandboxWebhookStore.Waiting;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Brings Meta's webhooks to the service over HTTP, and again until it says 200.
///
/// Meta repeats with falling frequency for 36 hours
/// (developers.facebook.com/docs/graph-api/webhooks/getting-started). The pauses are real time and
/// short, the 36 hours are those of the clock that can be moved.
@Component
@Profile("sandbox")
class SandboxCourier {

  private static final Logger log = LoggerFactory.getLogger(SandboxCourier.class);
  private static final Duration GIVE_UP_AFTER = Duration.ofHours(36);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /// While a request delivers its own webhook, the courier's thread must leave it alone.
  private static final Duration LEASE = Duration.ofSeconds(30);

  /// An echo shall follow the answer to its send, not overtake it.
  private static final Duration ECHO_DELAY = Duration.ofMillis(20);

  private final SandboxWebhookStore store;
  private final SandboxAddress address;
  private final Clock clock;
  private final MetaProperties meta;
  private final InstantSource realTime = InstantSource.system();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sandbox-courier").factory());

  SandboxCourier(
      SandboxWebhookStore store, SandboxAddress address, Clock clock, MetaProperties meta) {
    this.store = store;
    this.address = address;
    this.clock = clock;
    this.meta = meta;
  }

  /// Tries once before it returns; a failure is tried again later.
  void deliver(String body) {
    attempt(store.add(body, clock.instant(), realTime.instant().plus(LEASE)));
  }

  /// Leaves it for [#wake], possibly in a transaction.
  void enqueue(String body) {
    store.add(body, clock.instant(), realTime.instant());
  }

  /// After the commit of what was enqueued.
  void wake() {
    try {
      var _ = thread.schedule(this::runQuietly, ECHO_DELAY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      log.debug("closing; the webhook waits for the next start");
    }
  }

  /// Delivers everything that is due, in order.
  void runOnce() {
    var givenUp = store.giveUp(clock.instant().minus(GIVE_UP_AFTER));
    if (givenUp > 0) {
      log.warn("gave up {} webhooks that were never answered with 200", givenUp);
    }
    for (var due = store.due(realTime.instant());
        !due.isEmpty();
        due = store.due(realTime.instant())) {
      due.forEach(this::attempt);
    }
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    var _ = thread.scheduleWithFixedDelay(this::runQuietly, 0, 1, TimeUnit.SECONDS);
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    thread.shutdownNow();
  }

  private void runQuietly() {
    try {
      runOnce();
    } catch (RuntimeException failure) {
      log.warn("webhooks were not delivered: {}", failure.getClass().getSimpleName());
    }
  }

  private void attempt(Waiting webhook) {
    var status = post(webhook.body());
    if (status == 200) {
      store.remove(webhook);
    } else {
      var pause = Duration.ofSeconds(1L << Math.min(webhook.attempts(), 6));
      log.warn("webhook={} answered={} attempts={}", webhook.id(), status, webhook.attempts() + 1);
      store.postpone(webhook, realTime.instant().plus(shorter(pause, LONGEST_PAUSE)));
    }
  }

  /// @return the HTTP status, 0 without an answer
  private int post(String body) {
    var bytes = body.getBytes(StandardCharsets.US_ASCII);
    var request =
        HttpRequest.newBuilder(address.of("/webhooks/meta"))
            .timeout(ANSWER_WITHIN)
            .header("Content-Type", "application/json")
            .header("User-Agent", "facebookexternalua")
            .header(WebhookSignature.HEADER, WebhookSignature.of(meta.appSecret(), bytes))
            .POST(BodyPublishers.ofByteArray(bytes))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException noAnswer) {
      return 0;
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
