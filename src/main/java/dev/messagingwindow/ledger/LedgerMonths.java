package dev.messagingwindow.ledger;

import dev.messagingwindow.retention.Partitions;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The ledger is cut into UTC months: made a month ahead, dropped as a whole when the youngest
/// decision of one is older than the retention.
@Component
class LedgerMonths {

  private static final Logger log = LoggerFactory.getLogger(LedgerMonths.class);
  private static final String TABLE = "decision";

  private final Partitions partitions;
  private final LedgerProperties properties;
  private final Clock clock;

  private volatile @Nullable YearMonth made;

  LedgerMonths(Partitions partitions, LedgerProperties properties, Clock clock) {
    this.partitions = partitions;
    this.properties = properties;
    this.clock = clock;
  }

  /// When this returns the instant's month has its partition.
  void require(Instant at) {
    var month = monthOf(at);
    if (!month.equals(made)) {
      partitions.make(
          TABLE, List.of(month.atDay(1), month.plusMonths(1).atDay(1)), ChronoUnit.MONTHS);
      made = month;
    }
  }

  @Scheduled(initialDelayString = "PT0S", fixedDelayString = "PT1H")
  void run() {
    var now = clock.instant();
    require(now);
    var dropped = partitions.dropBefore(TABLE, monthOf(now.minus(properties.retention())).atDay(1));
    if (dropped > 0) {
      log.info("retention over ledger months={}", dropped);
    }
  }

  private static YearMonth monthOf(Instant at) {
    return YearMonth.from(at.atOffset(ZoneOffset.UTC));
  }
}
