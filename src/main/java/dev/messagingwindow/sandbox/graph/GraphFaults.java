package dev.messagingwindow.sandbox.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The faults that are set, in memory: a restart is a Meta in good health.
@Component
@Profile("sandbox")
class GraphFaults {

  private static final Duration LONGEST_HANG = Duration.ofSeconds(60);

  private final List<Counted> faults = new ArrayList<>();
  private CountDownLatch release = new CountDownLatch(1);

  synchronized void add(GraphFault fault, int times) {
    faults.add(new Counted(fault, times));
  }

  /// Releases those that hang, too.
  @EventListener(ContextClosedEvent.class)
  synchronized void clear() {
    faults.clear();
    release.countDown();
    release = new CountDownLatch(1);
  }

  /// Uses up one of the oldest fault that fits.
  ///
  /// @param addressed the account in the address of the send
  /// @param meant the account whose customer is written to
  synchronized Optional<GraphFault> next(String addressed, String meant) {
    for (var i = 0; i < faults.size(); i++) {
      var counted = faults.get(i);
      var accountId = counted.fault().accountId();
      if (accountId == null || accountId.equals(addressed) || accountId.equals(meant)) {
        if (counted.times() == 1) {
          faults.remove(i);
        } else {
          faults.set(i, new Counted(counted.fault(), counted.times() - 1));
        }
        return Optional.of(counted.fault());
      }
    }
    return Optional.empty();
  }

  /// Waits until the faults are cleared, at most a minute.
  void hang() {
    try {
      var _ = release().await(LONGEST_HANG.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized CountDownLatch release() {
    return release;
  }

  private record Counted(GraphFault fault, int times) {}
}
