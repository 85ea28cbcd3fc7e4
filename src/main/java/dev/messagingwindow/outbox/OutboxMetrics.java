package dev.messagingwindow.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/// The meters of the outbox.
@Component
class OutboxMetrics {

  private final MeterRegistry meters;

  OutboxMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  /// Meta refused as outside of a window what we thought inside.
  void windowMismatch(WindowMismatch mismatch) {
    meters.counter("messaging.outbox.window.mismatch", "likely", mismatch.name()).increment();
  }
}
