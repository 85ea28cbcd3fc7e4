package dev.messagingwindow.outbox;

import dev.messagingwindow.meta.Throttle;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Counts what holds sends up.
@Component
class OutboxMetrics {

  private final MeterRegistry meters;

  OutboxMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  /// Meta made a channel, or all of an app, wait.
  void countPause(Throttle.Scope scope) {
    meters
        .counter("messaging.outbox.pauses", "scope", scope.name().toLowerCase(Locale.ROOT))
        .increment();
  }
}
