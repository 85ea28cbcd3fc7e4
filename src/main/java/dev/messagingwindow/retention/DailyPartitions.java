package dev.messagingwindow.retention;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The tables that are cut into UTC days.
@Component
public class DailyPartitions {

  private static final List<String> TABLES = List.of("message", "seen_event");

  private final Partitions partitions;
  private final RetentionProperties properties;

  private volatile @Nullable KeptDays made;

  DailyPartitions(Partitions partitions, RetentionProperties properties) {
    this.partitions = partitions;
    this.properties = properties;
  }

  /// The days that are kept now; all of them have their partitions when this returns.
  public KeptDays kept(Instant now) {
    var days = KeptDays.at(now, properties.messages().toDays());
    if (!days.equals(made)) {
      TABLES.forEach(table -> partitions.make(table, days.all(), ChronoUnit.DAYS));
      made = days;
    }
    return days;
  }

  /// Drops what is older than the days that are kept.
  ///
  /// @return how many days were dropped, over all tables
  int dropOld(Instant now) {
    var first = kept(now).first();
    return TABLES.stream().mapToInt(table -> partitions.dropBefore(table, first)).sum();
  }
}
