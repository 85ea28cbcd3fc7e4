package dev.messagingwindow.quarantine;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Reach;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.retention.Kept;
import dev.messagingwindow.retention.RetentionTimes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Keeps events that could not be processed, each once.
@Service
public class Quarantine {

  private static final Logger log = LoggerFactory.getLogger(Quarantine.class);

  private final QuarantineStore store;
  private final QuarantineProperties properties;
  private final RetentionTimes times;
  private final QuarantineMetrics metrics;
  private final Clock clock;

  Quarantine(
      QuarantineStore store,
      QuarantineProperties properties,
      RetentionTimes times,
      QuarantineMetrics metrics,
      Clock clock) {
    this.store = store;
    this.properties = properties;
    this.times = times;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// Keeps events that are not kept yet; of unknown kinds only as many as the day has room for.
  /// Part of the caller's transaction.
  ///
  /// @param now when they came
  @Transactional
  public void keep(Collection<Suspect> suspects, Instant now) {
    var kept = withinTheDaysRoom(suspects, now);
    if (kept.isEmpty()) {
      return;
    }
    var reasons = store.insert(kept, now, now.plus(times.of(Kept.QUARANTINE)));
    afterCommit(() -> reasons.forEach(reason -> metrics.countKept(reason, 1)));
  }

  /// Those events that are kept already.
  public Set<Suspect.Event> known(ChannelId channelId, Collection<Suspect.Event> events) {
    return store.known(channelId, events);
  }

  private List<Suspect> withinTheDaysRoom(Collection<Suspect> suspects, Instant now) {
    var channels =
        suspects.stream()
            .filter(suspect -> suspect.reason() == Reason.UNKNOWN_KIND)
            .map(Suspect::channelId)
            .collect(Collectors.toSet());
    if (channels.isEmpty()) {
      return List.copyOf(suspects);
    }
    var used = store.unknownOfDay(channels, now);
    var kept = new ArrayList<Suspect>();
    var events = new HashSet<Place>();
    for (var suspect : suspects) {
      if (!events.add(new Place(suspect.channelId(), suspect.event()))) {
        continue;
      }
      if (suspect.reason() != Reason.UNKNOWN_KIND
          || used.merge(suspect.channelId(), 1, Integer::sum) <= properties.maxUnknownPerDay()) {
        kept.add(suspect);
      }
    }
    var notKept = events.size() - kept.size();
    afterCommit(() -> metrics.countNotKept(notKept));
    return kept;
  }

  List<QuarantinedEvent> page(QuarantineQuery query) {
    return store.page(
        query.channelIds(), query.reason(), query.after(), clock.instant(), query.limit());
  }

  /// @throws ApiProblem `not-found`
  QuarantinedEvent get(UUID quarantineId, Reach reach) {
    return store
        .find(quarantineId, clock.instant())
        .filter(event -> reach.covers(event.channelId()))
        .orElseThrow(() -> new ApiProblem(ProblemType.NOT_FOUND, "No kept event has this id."));
  }

  @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
  void purge() {
    var now = clock.instant();
    var expired = store.removeExpired(now, now.minus(times.of(Kept.QUARANTINE)));
    if (expired > 0) {
      metrics.countExpired(expired);
      log.info("expired in quarantine events={}", expired);
    }
  }

  private static void afterCommit(Runnable action) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            action.run();
          }
        });
  }

  private record Place(ChannelId channelId, Suspect.Event event) {}
}
