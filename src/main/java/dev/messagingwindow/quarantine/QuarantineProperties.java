package dev.messagingwindow.quarantine;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much is kept, and how long.
///
/// @param retention how long an event is kept; default 7 days
/// @param maxUnknownPerDay how many events of unknown kind are kept per channel and UTC day, the
///   others are only counted; default 1000
@ConfigurationProperties("messaging.quarantine")
record QuarantineProperties(
    @DefaultValue("7d") Duration retention, @DefaultValue("1000") int maxUnknownPerDay) {

  QuarantineProperties {
    if (!retention.isPositive()) {
      throw new IllegalArgumentException(
          "messaging.quarantine.retention must be positive, not " + retention);
    }
    if (maxUnknownPerDay < 0) {
      throw new IllegalArgumentException(
          "messaging.quarantine.max-unknown-per-day must not be negative, not " + maxUnknownPerDay);
    }
  }
}
