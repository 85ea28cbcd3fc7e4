package dev.messagingwindow.comment;

import dev.messagingwindow.retention.Kept;
import dev.messagingwindow.retention.RetentionTimes;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Forgets rights that are long over.
@Component
class CommentRetention {

  private static final Logger log = LoggerFactory.getLogger(CommentRetention.class);

  private final CommentStore store;
  private final RetentionTimes times;
  private final Clock clock;

  CommentRetention(CommentStore store, RetentionTimes times, Clock clock) {
    this.store = store;
    this.times = times;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT1H")
  void run() {
    var forgotten = store.forget(clock.instant().minus(times.of(Kept.PRIVATE_REPLIES)));
    if (forgotten > 0) {
      log.info("rights to private replies forgotten rows={}", forgotten);
    }
  }
}
