package dev.messagingwindow.retention;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Tables that are cut by UTC date. A partition's name ends in its first day: `message_20260921`.
@Component
public class Partitions {

  private static final Logger log = LoggerFactory.getLogger(Partitions.class);
  private static final DateTimeFormatter SUFFIX =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);

  private final JdbcClient jdbc;
  private final TransactionTemplate ownTransaction;

  Partitions(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    ownTransaction = new TransactionTemplate(transactions);
    ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /// Makes those partitions that are not there, in a transaction of its own.
  ///
  /// @param firstDays of the partitions
  /// @param length one of it each
  public void make(String table, Collection<LocalDate> firstDays, ChronoUnit length) {
    ownTransaction.executeWithoutResult(_ -> makeLocked(table, firstDays, length));
  }

  /// Attached, not created in place: writers go on meanwhile. The lock is for other makers only.
  private void makeLocked(String table, Collection<LocalDate> firstDays, ChronoUnit length) {
    jdbc.sql("lock table %s in share update exclusive mode".formatted(table)).update();
    var present = firstDaysOf(table);
    for (var day : firstDays) {
      if (!present.contains(day)) {
        var partition = partition(table, day);
        jdbc.sql("create table %s (like %s including all)".formatted(partition, table)).update();
        jdbc.sql(
                "alter table %s attach partition %s for values from ('%s 00:00:00+00') to ('%s 00:00:00+00')"
                    .formatted(table, partition, day, day.plus(1, length)))
            .update();
      }
    }
  }

  /// Drops the partitions that begin before a day. One that somebody reads or writes now is left
  /// for the next time, rather than keep everybody waiting.
  ///
  /// @return how many
  public int dropBefore(String table, LocalDate firstKept) {
    return (int)
        firstDaysOf(table).stream()
            .filter(day -> day.isBefore(firstKept))
            .sorted()
            .filter(day -> drop(partition(table, day)))
            .count();
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

  private Set<LocalDate> firstDaysOf(String table) {
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
