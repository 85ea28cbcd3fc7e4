package dev.messagingwindow.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/// How many messages are parked, and how long the oldest waits in the queue. However often they are
/// asked for, the database is asked once in 30 seconds.
@Component
class ParkedMetrics {

  private static final Duration FRESH = Duration.ofSeconds(30);

  private final ParkedStore store;
  private final Clock clock;
  private final InstantSource realTime;

  private @Nullable Snapshot last;

  ParkedMetrics(
      ParkedStore store,
      MeterRegistry meters,
      Clock clock,
      @Qualifier("realTime") InstantSource realTime) {
    this.store = store;
    this.clock = clock;
    this.realTime = realTime;
    parked(meters, "unknown", counts -> counts.unknown());
    parked(meters, "stuck", counts -> counts.stuck());
    TimeGauge.builder(
            "messaging.outbox.oldest.queued", this, TimeUnit.MILLISECONDS, ParkedMetrics::oldest)
        .register(meters);
  }

  private void parked(
      MeterRegistry meters, String kind, ToDoubleFunction<ParkedStore.Counts> value) {
    Gauge.builder("messaging.outbox.parked", () -> value.applyAsDouble(counts()))
        .tag("kind", kind)
        .register(meters);
  }

  /// 0 when nothing is queued.
  private double oldest() {
    var queuedAt = counts().oldestQueuedAt();
    return queuedAt == null ? 0 : Duration.between(queuedAt, clock.instant()).toMillis();
  }

  private synchronized ParkedStore.Counts counts() {
    var wallTime = realTime.instant();
    var known = last;
    if (known == null || !wallTime.isBefore(known.takenAt.plus(FRESH))) {
      known = new Snapshot(wallTime, store.count(clock.instant()));
      last = known;
    }
    return known.counts;
  }

  private record Snapshot(Instant takenAt, ParkedStore.Counts counts) {}
}
