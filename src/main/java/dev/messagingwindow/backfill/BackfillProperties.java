package dev.messagingwindow.backfill;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param workerEnabled whether this instance reads; default true
/// @param pause between two calls for one account; default 500 ms: Meta allows two a second
/// @param retryDelay before it goes on after Meta refused or did not answer; default 5 min
/// @param maxAttempts failures in a row after which it gives up; default 12
@ConfigurationProperties("messaging.backfill")
record BackfillProperties(
    @DefaultValue("true") boolean workerEnabled,
    @DefaultValue("500ms") Duration pause,
    @DefaultValue("5m") Duration retryDelay,
    @DefaultValue("12") int maxAttempts) {

  BackfillProperties {
    if (pause.isNegative() || retryDelay.isNegative()) {
      throw new IllegalArgumentException(
          "messaging.backfill.pause and retry-delay must not be negative");
    }
    if (maxAttempts < 1) {
      throw new IllegalArgumentException(
          "messaging.backfill.max-attempts must be 1 or more, not " + maxAttempts);
    }
  }
}
