package dev.messagingwindow.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Counts what Meta sends.
@Component
class WebhookMetrics {

  private final MeterRegistry meters;
  private final Map<EventKind, Counter> ours;
  private final Map<EventKind, Counter> foreign;
  private final Timer stored;

  WebhookMetrics(MeterRegistry meters) {
    this.meters = meters;
    ours = events(meters, true);
    foreign = events(meters, false);
    stored = meters.timer("messaging.webhook.stored");
  }

  private static Map<EventKind, Counter> events(MeterRegistry meters, boolean ours) {
    var counters = new EnumMap<EventKind, Counter>(EventKind.class);
    for (var kind : EventKind.values()) {
      counters.put(
          kind,
          meters.counter(
              "messaging.webhook.events", "kind", kind.tag(), "ours", Boolean.toString(ours)));
    }
    return Collections.unmodifiableMap(counters);
  }

  /// @param isOurs whether it is an account that we know
  void count(EventKind kind, boolean isOurs) {
    Objects.requireNonNull((isOurs ? ours : foreign).get(kind)).increment();
  }

  /// Times how long a body waits until it is committed.
  void timeStored(Runnable store) {
    stored.record(store);
  }

  void countUnsigned() {
    refused("signature");
  }

  void countUnreadable() {
    refused("unreadable");
  }

  /// Too much waited.
  void countFull() {
    refused("full");
  }

  /// The commit did not come in time.
  void countLate() {
    refused("late");
  }

  /// @param bodies how many are stored together
  void countBatch(int bodies) {
    meters.summary("messaging.webhook.batch").record(bodies);
  }

  /// @param events how many wait to be stored
  void watchWaiting(Supplier<Number> events) {
    Gauge.builder("messaging.webhook.waiting", events).register(meters);
  }

  private void refused(String why) {
    meters.counter("messaging.webhook.refused", "why", why).increment();
  }
}
