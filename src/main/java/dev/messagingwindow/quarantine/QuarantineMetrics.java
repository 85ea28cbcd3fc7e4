package dev.messagingwindow.quarantine;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Counts what goes into quarantine and what comes out.
@Component
class QuarantineMetrics {

  private final MeterRegistry meters;

  QuarantineMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void countKept(Reason reason, int events) {
    meters
        .counter("messaging.quarantine.kept", "reason", reason.name().toLowerCase(Locale.ROOT))
        .increment(events);
  }

  /// The day's room for unknown kinds was used up.
  void countNotKept(int events) {
    meters.counter("messaging.quarantine.not.kept").increment(events);
  }

  void countReplay(Replay.Outcome outcome) {
    meters
        .counter("messaging.quarantine.replays", "outcome", outcome.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  void countExpired(int events) {
    meters.counter("messaging.quarantine.expired").increment(events);
  }
}
