package dev.messagingwindow.upkeep;

import dev.messagingwindow.channel.ConnectionHealth.Expiry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/// `messaging.token.expiring`: connected channels of which something ends within 14 days, by what;
/// `messaging.token.checks` by outcome; `messaging.token.refreshes` by outcome.
@Component
class TokenMetrics {

  private final MeterRegistry meters;
  private final Map<Expiry, AtomicInteger> expiring = new EnumMap<>(Expiry.class);

  TokenMetrics(MeterRegistry meters) {
    this.meters = meters;
    for (var what : Expiry.values()) {
      expiring.put(
          what,
          meters.gauge(
              "messaging.token.expiring", Tags.of("what", what.name()), new AtomicInteger()));
    }
  }

  void expiring(Map<Expiry, Integer> channels) {
    expiring.forEach((what, gauge) -> gauge.set(channels.getOrDefault(what, 0)));
  }

  void checked(Outcome outcome) {
    meters.counter("messaging.token.checks", "outcome", outcome.name()).increment();
  }

  void refreshed(Outcome outcome) {
    meters.counter("messaging.token.refreshes", "outcome", outcome.name()).increment();
  }

  enum Outcome {
    GOOD,
    /// Meta no longer takes it.
    DEAD,
    /// Meta refused to say, or to renew.
    REFUSED,
    UNREACHABLE
  }
}
