package dev.messagingwindow.ledger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long decisions are kept.
///
/// @param retention how long a decision stays, at least 30 days; whole UTC months are dropped once
///   all of their decisions are older; default 730 days
@ConfigurationProperties("messaging.ledger")
record LedgerProperties(@DefaultValue("730d") Duration retention) {

  LedgerProperties {
    if (retention.toDays() < 30 || retention.toDays() > 36_500) {
      throw new IllegalArgumentException(
          "messaging.ledger.retention must be 30 to 36500 days, not " + retention);
    }
  }
}
