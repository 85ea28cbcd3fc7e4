package dev.messagingwindow.retention;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// How long things are kept: as an admin set it, else as configured. Other instances follow within
/// ten seconds.
@Component
public class RetentionTimes {

  private static final String ALL = "all";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final RetentionProperties properties;
  private final LoadingCache<String, Map<Kept, Duration>> known =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(10)).build(_ -> load());

  RetentionTimes(JdbcClient jdbc, TransactionTemplate transaction, RetentionProperties properties) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.properties = properties;
  }

  public Duration of(Kept kept) {
    return all().getOrDefault(kept, kept.usual());
  }

  Map<Kept, Duration> all() {
    return known.get(ALL);
  }

  /// @param periods those that differ from the configuration; all others are as configured
  Map<Kept, Duration> replace(Map<Kept, Duration> periods) {
    transaction.executeWithoutResult(_ -> {
      jdbc.sql("delete from retention_period").update();
      periods.forEach((kept, period) ->
          jdbc.sql(
                  """
                  insert into retention_period values (?, ?)
                  on conflict (kept) do update set period = excluded.period
                  """)
              .params(kept.name(), period.toString())
              .update());
    });
    known.invalidateAll();
    return all();
  }

  private Map<Kept, Duration> load() {
    var periods = new EnumMap<Kept, Duration>(properties.retention());
    jdbc.sql("select kept, period from retention_period")
        .query((row, _) ->
            periods.put(
                Kept.valueOf(row.getString("kept")), Duration.parse(row.getString("period"))))
        .list();
    return periods;
  }
}
