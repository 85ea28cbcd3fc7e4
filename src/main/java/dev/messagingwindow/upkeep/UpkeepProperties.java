package dev.messagingwindow.upkeep;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param tokenCheckEnabled whether this instance asks about tokens; default true
/// @param tokenCheckInterval how often Meta is asked about a token; default 1 d
/// @param tokenRetryInterval how soon it is asked again when it did not answer; default 1 h
/// @param tokenRefreshBefore how long before its end a token of Instagram Login is renewed; default
///   10 d, which is the 50th of its 60 days
@ConfigurationProperties("messaging.upkeep")
record UpkeepProperties(
    @DefaultValue("true") boolean tokenCheckEnabled,
    @DefaultValue("1d") Duration tokenCheckInterval,
    @DefaultValue("1h") Duration tokenRetryInterval,
    @DefaultValue("10d") Duration tokenRefreshBefore) {

  UpkeepProperties {
    if (!tokenRetryInterval.isPositive()
        || tokenCheckInterval.compareTo(tokenRetryInterval) < 0
        || !tokenRefreshBefore.isPositive()) {
      throw new IllegalArgumentException(
          "messaging.upkeep.token-retry-interval must be positive and no longer than"
              + " token-check-interval, token-refresh-before positive");
    }
  }
}
