package dev.messagingwindow.meta;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Counts what Meta refuses.
@Component
class MetaMetrics {

  private final MeterRegistry meters;

  MetaMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  /// Only codes of our table become tag values: Meta, or whoever answers in its place, may send any
  /// number.
  void countError(GraphError error, ErrorClass errorClass) {
    meters
        .counter(
            "messaging.meta.errors",
            "class",
            errorClass.name().toLowerCase(Locale.ROOT),
            "code",
            ErrorCodes.isKnown(error.code()) ? Integer.toString(error.code()) : "other")
        .increment();
  }
}
