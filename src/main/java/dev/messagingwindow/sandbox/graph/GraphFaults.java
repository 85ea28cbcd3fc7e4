package dev.messagingwindow.sandbox.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

  synchronized void add(GraphCall call, GraphFault fault, int times) {
    faults.add(new Counted(call, fault, times));
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
  /// @param addressed the account in the address of the call
  /// @param meant the account whose customer is written to
  synchronized Optional<GraphFault> next(GraphCall call, String addressed, String meant) {
    for (var i = 0; i < faults.size(); i++) {
      var counted = faults.get(i);
      var accountId = counted.fault().accountId();
      if (counted.call() == call
          && (accountId == null || accountId.equals(addressed) || accountId.equals(meant))) {
        if (counted.times() == 1) {
          faults.remove(i);
        } else {
          faults.set(i, new Counted(call, counted.fault(), counted.times() - 1));
        }
        return Optional.of(counted.fault());
      }
    }
    return Optional.empty();
  }

  /// Fails a call that sends nothing, if somebody asked for it.
  ///
  /// @param addressed the account that is asked about; null for none
  void fail(GraphCall call, @Nullable String addressed) {
    var account = addressed == null ? "" : addressed;
    switch (next(call, account, account).orElse(null)) {
      case null -> {}
      case GraphFault.Annotates _ -> {} // only sends are throttled by what it says
      case GraphFault.Refuses refuses -> throw new GraphRefusal(error(refuses));
      case GraphFault.Resets _ -> throw new BrokenConnection();
      case GraphFault.Hangs _ -> {
        hang();
        throw new BrokenConnection();
      }
    }
  }

  private static GraphError error(GraphFault.Refuses refuses) {
    var error = refuses.error();
    return error == null
        ? GraphError.oauth(refuses.httpStatus(), 2, null, "Service temporarily unavailable")
        : error;
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

  private record Counted(GraphCall call, GraphFault fault, int times) {}
}
