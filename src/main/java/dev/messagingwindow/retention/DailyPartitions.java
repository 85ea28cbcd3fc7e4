package dev.messagingwindow.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// The tables that are cut into UTC days. A partition's name ends in its day: `message_20260921`.
@Component
public class DailyPartitions {

  private static final Logger log = LoggerFactory.getLogger(DailyPartitions.class);
  private static final List<String> TABLES = List.of("message", "seen_event");
  private static final DateTimeFormatter SUFFIX =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);

  private final JdbcClient jdbc;
  private final TransactionTemplate ownTransaction;
  private final RetentionProperties properties;

  private volatile @Nullable KeptDays made;

  DailyPartitions(
      JdbcClient jdbc, PlatformTransactionManager transactions, RetentionProperties properties) {
    this.jdbc = jdbc;
    this.properties = properties;
    ownTransaction = new TransactionTemplate(transactions);
    ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /// The days that are kept now; all of them have their partitions when this returns.
  public KeptDays kept(Instant now) {
    var days = KeptDays.at(now, properties.messages().toDays());
    if (!days.equals(made)) {
      TABLES.forEach(table -> ownTransaction.executeWithoutResult(_ -> make(table, days)));
      made = days;
    }
    return days;
  }

  /// Attached, not created in place: writers go on meanwhile. The lock is for other makers only.
  private void make(String table, KeptDays days) {
    jdbc.sql("lock table %s in share update exclusive mode".formatted(table)).update();
    var present = daysOf(table);
    for (var day : days.all()) {
      if (!present.contains(day)) {
        var partition = partition(table, day);
        jdbc.sql("create table %s (like %s including all)".formatted(partition, table)).update();
        jdbc.sql(
                "alter table %s attach partition %s for values from ('%s 00:00:00+00') to ('%s 00:00:00+00')"
                    .formatted(table, partition, day, day.plusDays(1)))
            .update();
      }
    }
  }

  /// Drops what is older than the days that are kept. One that somebody reads or writes now is left
  /// for the next time, rather than keep everybody waiting.
  ///
  /// @return how many days were dropped, over all tables
  int dropOld(Instant now) {
    var first = kept(now).first();
    var dropped = 0;
    for (var table : TABLES) {
      var old =
          daysOf(table).stream()
              .filter(day -> day.isBefore(first))
              .sorted(Comparator.naturalOrder())
              .toList();
      for (var day : old) {
        dropped += drop(partition(table, day)) ? 1 : 0;
      }
    }
    return dropped;
  }

  private boolean drop(String partition) {
    try {
      ownTransaction.executeWithoutResult(_ -> {
        jdbc.sql("set local lock_timeout = '1s'").update();
        jdbc.sql("drop table if exists " + partition).update();
      });
      return true;
    } catch (DataAccessException e) {
      log.warn(
          "not dropped now, tried again later partition={} {}",
          partition,
          e.getClass().getSimpleName());
      return false;
    }
  }

  private Set<LocalDate> daysOf(String table) {
    return new HashSet<>(
        jdbc
            .sql(
                """
                select right(partition.relname, 8) from pg_inherits
                join pg_class partition on partition.oid = inhrelid
                where inhparent = cast(? as regclass)
                """)
            .param(table)
            .query(String.class)
            .list()
            .stream()
            .map(day -> LocalDate.parse(day, SUFFIX))
            .toList());
  }

  private static String partition(String table, LocalDate day) {
    return table + "_" + SUFFIX.format(day);
  }
}
