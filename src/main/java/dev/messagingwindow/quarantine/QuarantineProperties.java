package dev.messagingwindow.quarantine;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much is kept.
///
/// @param maxUnknownPerDay how many events of unknown kind are kept per channel and UTC day, the
///   others are only counted; default 1000
@ConfigurationProperties("messaging.quarantine")
record QuarantineProperties(@DefaultValue("1000") int maxUnknownPerDay) {

  QuarantineProperties {
    if (maxUnknownPerDay < 0) {
      throw new IllegalArgumentException(
          "messaging.quarantine.max-unknown-per-day must not be negative, not " + maxUnknownPerDay);
    }
  }
}
