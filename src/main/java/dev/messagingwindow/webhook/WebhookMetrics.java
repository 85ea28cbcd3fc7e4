package dev.messagingwindow.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Counts what Meta sends.
@Component
class WebhookMetrics {

  private final MeterRegistry meters;

  WebhookMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void count(EventKind kind, boolean ours) {
    meters
        .counter("messaging.webhook.events", "kind", kind.tag(), "ours", Boolean.toString(ours))
        .increment();
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
