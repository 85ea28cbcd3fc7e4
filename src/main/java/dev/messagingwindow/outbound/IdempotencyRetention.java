package dev.messagingwindow.outbound;

import dev.messagingwindow.sql.SqlInstants;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Removes the idempotency keys that are free again.
@Component
class IdempotencyRetention {

  private static final Logger log = LoggerFactory.getLogger(IdempotencyRetention.class);

  private final JdbcClient jdbc;
  private final Clock clock;

  IdempotencyRetention(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT15M", fixedDelayString = "PT1H")
  void run() {
    var removed =
        jdbc.sql("delete from idempotency_key where expires_at <= ?")
            .param(SqlInstants.bind(clock.instant()))
            .update();
    if (removed > 0) {
      log.info("idempotency keys forgotten rows={}", removed);
    }
  }
}
