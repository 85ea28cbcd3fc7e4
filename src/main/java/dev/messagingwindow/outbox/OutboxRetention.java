package dev.messagingwindow.outbox;

import dev.messagingwindow.retention.Kept;
import dev.messagingwindow.retention.RetentionTimes;
import dev.messagingwindow.sql.SqlInstants;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Forgets messages whose time is over. What waits, and what nobody knows about, stays until it is
/// settled; what an idempotency key may still ask for stays as long as the key.
@Component
class OutboxRetention {

  private static final Logger log = LoggerFactory.getLogger(OutboxRetention.class);
  private static final int BATCH = 1000;

  private final JdbcClient jdbc;
  private final RetentionTimes times;
  private final Clock clock;

  OutboxRetention(JdbcClient jdbc, RetentionTimes times, Clock clock) {
    this.jdbc = jdbc;
    this.times = times;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT20M", fixedDelayString = "PT1H")
  void run() {
    var messages = times.of(Kept.OUTBOUND);
    var keys = times.of(Kept.IDEMPOTENCY_KEYS);
    var until = clock.instant().minus(messages.compareTo(keys) < 0 ? keys : messages);
    var forgotten = 0;
    for (var batch = BATCH; batch == BATCH; forgotten += batch) {
      batch = forget(until);
    }
    if (forgotten > 0) {
      log.info("outbound messages forgotten messages={}", forgotten);
    }
  }

  private int forget(Instant acceptedUntil) {
    return jdbc.sql(
            """
            delete from outbound_message where (channel_id, message_id) in (
              select channel_id, message_id from outbound_message
              where created_at <= ? and status not in ('QUEUED', 'UNKNOWN')
              order by created_at limit ?)
            """)
        .params(SqlInstants.bind(acceptedUntil), BATCH)
        .update();
  }
}
