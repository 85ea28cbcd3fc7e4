package dev.messagingwindow.webhook;

import io.micrometer.core.instrument.MeterRegistry;
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

  private void refused(String why) {
    meters.counter("messaging.webhook.refused", "why", why).increment();
  }
}
