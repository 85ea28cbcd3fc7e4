package dev.messagingwindow.retention;

import static java.time.ZoneOffset.UTC;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Makes the days to come and drops what is over, every hour.
@Component
class Retention {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private final DailyPartitions partitions;
  private final RetentionTimes times;
  private final JdbcClient jdbc;
  private final Clock clock;

  Retention(DailyPartitions partitions, RetentionTimes times, JdbcClient jdbc, Clock clock) {
    this.partitions = partitions;
    this.times = times;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT0S", fixedDelayString = "PT1H")
  void run() {
    var now = clock.instant();
    var days = partitions.dropOld(now);
    var over = now.minus(times.of(Kept.UNDATED)).atOffset(UTC);
    var keys = jdbc.sql("delete from undated_event where seen_at < ?").param(over).update();
    var changes = jdbc.sql("delete from early_change where changed_at < ?").param(over).update();
    if (days + keys + changes > 0) {
      log.info("retention over partitions={} undated={} changes={}", days, keys, changes);
    }
  }
}
