package dev.messagingwindow.retention;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long things are kept where no admin says otherwise.
///
/// @param retention by what is kept; see `Kept` for defaults and ranges
@ConfigurationProperties("messaging")
record RetentionProperties(@DefaultValue Map<Kept, Duration> retention) {

  RetentionProperties {
    var periods = new EnumMap<Kept, Duration>(Kept.class);
    for (var kept : Kept.values()) {
      var period = retention.getOrDefault(kept, kept.usual());
      if (!kept.permits(period)) {
        throw new IllegalArgumentException(
            "messaging.retention.%s %s, not %s"
                .formatted(
                    kept.name().toLowerCase(Locale.ROOT).replace('_', '-'), kept.range(), period));
      }
      periods.put(kept, period);
    }
    retention = Map.copyOf(periods);
  }
}
