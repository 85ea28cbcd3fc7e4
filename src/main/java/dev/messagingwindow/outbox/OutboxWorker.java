package dev.messagingwindow.outbox;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.outbox.Outbox.Claimed;
import dev.messagingwindow.problem.Failures;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Sends what is due. Several instances may run side by side; a test drives it by hand with
/// [#runOnce].
@Component
public class OutboxWorker implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OutboxWorker.class);

  private final Outbox outbox;
  private final Dispatcher dispatcher;
  private final MetaAnswers answers;
  private final OutboxBell bell;
  private final OutboxProperties properties;
  private final Clock clock;
  private final Set<ChannelId> busy = ConcurrentHashMap.newKeySet();
  private final Semaphore sending;

  /// Claims that are being worked off, each with its channel.
  private final Map<UUID, ChannelId> held = new ConcurrentHashMap<>();

  private volatile @Nullable Thread thread;

  OutboxWorker(
      Outbox outbox,
      Dispatcher dispatcher,
      MetaAnswers answers,
      OutboxBell bell,
      OutboxProperties properties,
      Clock clock) {
    this.outbox = outbox;
    this.dispatcher = dispatcher;
    this.answers = answers;
    this.bell = bell;
    this.properties = properties;
    this.clock = clock;
    // fair: a channel with much to send takes turns with the others
    this.sending = new Semaphore(properties.parallelSends(), true);
  }

  /// One round over all channels with due messages, side by side; returns when all of them have
  /// ended.
  ///
  /// @return how many messages were taken
  public int runOnce() {
    var taken = new AtomicInteger();
    try (var perChannel = Executors.newVirtualThreadPerTaskExecutor()) {
      startRound(perChannel, taken::addAndGet);
    }
    return taken.get();
  }

  /// A channel that is still at work is left alone: one slow account must not keep the others.
  private void startRound(Executor perChannel, IntConsumer taken) {
    for (var channelId : outbox.channelsWithDueMessages(clock.instant())) {
      if (busy.add(channelId)) {
        perChannel.execute(() -> {
          var count = 0;
          try {
            count = run(channelId);
          } finally {
            // whatever happened: a channel that stays busy is never looked at again
            busy.remove(channelId);
          }
          taken.accept(count);
        });
      }
    }
  }

  private int run(ChannelId channelId) {
    try {
      answers.settleLostDispatches(channelId);
      var claimed = outbox.claim(channelId, clock.instant(), dispatcher.room(channelId));
      if (!claimed.isEmpty()) {
        var claimId = claimed.getFirst().claimId();
        held.put(claimId, channelId);
        try {
          sendAll(claimed);
        } finally {
          held.remove(claimId);
        }
      }
      return claimed.size();
    } catch (RuntimeException e) {
      log.error("the outbox cannot be read channel={}: {}", channelId, Failures.trace(e));
      return 0;
    }
  }

  /// The first shows whether the channel may send at all; then the others go side by side: of one
  /// conversation there is only one among them.
  private void sendAll(List<Claimed> claimed) {
    var first = claimed.getFirst();
    if (!dispatch(first)) {
      outbox.putBack(first.message().channelId(), first.claimId());
      return;
    }
    try (var perMessage = Executors.newVirtualThreadPerTaskExecutor()) {
      claimed.stream().skip(1).forEach(next -> perMessage.execute(() -> dispatch(next)));
    }
  }

  /// One message must not keep the others: when its lease is over it is free again, or unknown if
  /// it was on its way.
  private boolean dispatch(Claimed claimed) {
    sending.acquireUninterruptibly();
    try {
      return dispatcher.dispatch(claimed);
    } catch (RuntimeException e) {
      log.error(
          "sending failed on our side channel={} message={}: {}",
          claimed.message().channelId(),
          claimed.message().messageId(),
          Failures.trace(e));
      return true;
    } finally {
      sending.release();
    }
  }

  private void loop() {
    try (var perChannel = Executors.newVirtualThreadPerTaskExecutor()) {
      while (Thread.currentThread() == thread) {
        startRound(perChannel);
        bell.await(properties.pollInterval());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void startRound(Executor perChannel) {
    try {
      startRound(
          perChannel,
          taken -> {
            if (taken > 0) {
              bell.ring();
            }
          });
    } catch (RuntimeException e) {
      log.error("the outbox cannot be read: {}", Failures.trace(e));
    }
  }

  @Override
  public boolean isAutoStartup() {
    return properties.workerEnabled();
  }

  @Override
  public void start() {
    var started = Thread.ofPlatform().name("outbox-worker").unstarted(this::loop);
    thread = started;
    started.start();
  }

  /// Lets end what is on its way, and others have at once what is claimed and not yet; nothing new
  /// is taken.
  @Override
  public void stop() {
    var stopped = thread;
    thread = null;
    bell.ring();
    if (stopped != null) {
      giveUpClaims();
      try {
        stopped.join(properties.lease());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void giveUpClaims() {
    try {
      held.forEach((claimId, channelId) -> outbox.putBack(channelId, claimId));
    } catch (RuntimeException e) {
      log.error("claims are free only when their lease is over: {}", Failures.trace(e));
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
