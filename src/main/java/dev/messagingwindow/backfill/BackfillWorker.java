package dev.messagingwindow.backfill;

import dev.messagingwindow.gap.Gaps;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.problem.Failures;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Fills the gaps of all channels, side by side, so that a large account keeps no other. Several
/// instances may run; a test drives it by hand with [#runOnce].
@Component
class BackfillWorker implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(BackfillWorker.class);

  private final ExecutorService perChannel = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<ChannelId> busy = ConcurrentHashMap.newKeySet();
  private final Gaps gaps;
  private final Backfill backfill;
  private final BackfillProperties properties;
  private final Clock clock;

  BackfillWorker(Gaps gaps, Backfill backfill, BackfillProperties properties, Clock clock) {
    this.gaps = gaps;
    this.backfill = backfill;
    this.properties = properties;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "PT5S")
  void poll() {
    if (properties.workerEnabled()) {
      start(perChannel);
    }
  }

  /// Returns when every gap that was due is filled, given up or postponed.
  void runOnce() {
    start(Runnable::run);
  }

  private void start(Executor executor) {
    for (var channelId : gaps.due(clock.instant())) {
      if (busy.add(channelId)) {
        executor.execute(() -> fill(channelId));
      }
    }
  }

  private void fill(ChannelId channelId) {
    try {
      gaps.claim(channelId, clock.instant()).ifPresent(backfill::fill);
    } catch (Pace.StoppedException _) {
      log.info("backfill stops with this process channel={}", channelId);
    } catch (RuntimeException e) {
      // when the lease is over somebody goes on
      log.error("backfill failed on our side channel={}: {}", channelId, Failures.trace(e));
    } finally {
      busy.remove(channelId);
    }
  }

  /// What was read is kept, and the claims are given back: another process goes on.
  @Override
  public void destroy() throws InterruptedException {
    perChannel.shutdownNow();
    var _ = perChannel.awaitTermination(5, TimeUnit.SECONDS);
  }
}
