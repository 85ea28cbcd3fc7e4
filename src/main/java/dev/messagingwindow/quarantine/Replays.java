package dev.messagingwindow.quarantine;

import dev.messagingwindow.quarantine.Replay.Outcome;
import dev.messagingwindow.quarantine.Reprocessing.Refusal;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Has kept events processed once more, by the very code that processes Meta's webhook.
@Service
class Replays {

  private static final Logger log = LoggerFactory.getLogger(Replays.class);

  private final QuarantineStore store;
  private final Reprocessing reprocessing;
  private final TransactionTemplate transaction;
  private final QuarantineMetrics metrics;
  private final Clock clock;

  Replays(
      QuarantineStore store,
      Reprocessing reprocessing,
      TransactionTemplate transaction,
      QuarantineMetrics metrics,
      Clock clock) {
    this.store = store;
    this.reprocessing = reprocessing;
    this.transaction = transaction;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// Storing the event and removing it from quarantine is one transaction. Whoever comes second
  /// waits, and is told that it is stored.
  ///
  /// @throws RuntimeException when the database does not answer: then nothing has changed
  Replay replay(QuarantinedEvent event) {
    var refusal = tried(event);
    var replay = refusal == null ? new Replay(event, Outcome.STORED) : keptAgain(event, refusal);
    metrics.countReplay(replay.outcome());
    log.info(
        "replayed from quarantine channel={} quarantine={} outcome={}",
        event.channelId(),
        event.quarantineId(),
        replay.outcome());
    return replay;
  }

  private @Nullable Refusal tried(QuarantinedEvent event) {
    try {
      return transaction.execute(_ -> {
        var content = store.lock(event);
        if (content.isEmpty()) {
          return null;
        }
        var refusal = reprocessing.process(event.channelId(), content.get(), event.receivedAt());
        if (refusal == null) {
          store.remove(event);
        }
        return refusal;
      });
    } catch (RuntimeException e) {
      if (DatabaseFailure.is(e)) {
        throw e;
      }
      return new Refusal(Reason.FAILED, Failure.of(e));
    }
  }

  private Replay keptAgain(QuarantinedEvent event, Refusal refusal) {
    return store
        .failedAgain(event, refusal, clock.instant())
        .map(kept -> new Replay(kept, Outcome.FAILED_AGAIN))
        // another replay stored it in between
        .orElseGet(() -> new Replay(event, Outcome.STORED));
  }
}
