package dev.messagingwindow.outbox;

import dev.messagingwindow.meta.Throttle;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
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

  /// Meta made a channel, or all of an app, wait.
  void countPause(Throttle.Scope scope) {
    meters
        .counter("messaging.outbox.pauses", "scope", scope.name().toLowerCase(Locale.ROOT))
        .increment();
  }
}
