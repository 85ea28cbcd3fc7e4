package dev.messagingwindow.backfill;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/// `messaging.backfill.messages`: customers' messages that no webhook had brought;
/// `messaging.backfill.ended` by outcome.
@Component
class BackfillMetrics {

  private final MeterRegistry meters;

  BackfillMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void counted(int messages) {
    meters.counter("messaging.backfill.messages").increment(messages);
  }

  void ended(Outcome outcome) {
    meters.counter("messaging.backfill.ended", "outcome", outcome.name()).increment();
  }

  enum Outcome {
    DONE,
    POSTPONED,
    FAILED
  }
}
