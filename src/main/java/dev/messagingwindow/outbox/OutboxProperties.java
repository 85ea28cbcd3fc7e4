package dev.messagingwindow.outbox;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How accepted messages are sent.
///
/// @param workerEnabled whether this instance sends; default true
/// @param dispatchMargin how much earlier than its end a window counts as shut right before a
///   message leaves; default 2 s
/// @param pollInterval how often the worker looks for due messages when nobody wakes it; default 1
///   s
/// @param lease how long a worker may hold a message before another may take it; longer than Meta
///   may take to answer; default 60 s
/// @param claimSize how many messages of one channel a worker takes at a time; default 20
/// @param parallelSends how many messages this instance sends at a time; default 64
/// @param maxAttempts how often a message that Meta could not take for the moment is tried; default
///   8
/// @param firstRetryDelay the wait before the second attempt, doubled each time, more or less by up
///   to a half so that messages do not come back together; default 2 s
/// @param maxRetryDelay the longest wait between two attempts; default 5 min
/// @param stuckAfter how long a message may be queued before operators see it as stuck; default 15
///   min
@ConfigurationProperties("messaging.outbox")
record OutboxProperties(
    @DefaultValue("true") boolean workerEnabled,
    @DefaultValue("2s") Duration dispatchMargin,
    @DefaultValue("1s") Duration pollInterval,
    @DefaultValue("60s") Duration lease,
    @DefaultValue("20") int claimSize,
    @DefaultValue("64") int parallelSends,
    @DefaultValue("8") int maxAttempts,
    @DefaultValue("2s") Duration firstRetryDelay,
    @DefaultValue("5m") Duration maxRetryDelay,
    @DefaultValue("15m") Duration stuckAfter) {

  OutboxProperties {
    if (dispatchMargin.isNegative()) {
      throw new IllegalArgumentException(
          "messaging.outbox.dispatch-margin must not be negative: " + dispatchMargin);
    }
    if (!stuckAfter.isPositive()) {
      throw new IllegalArgumentException(
          "messaging.outbox.stuck-after must be positive: " + stuckAfter);
    }
    if (claimSize < 1 || parallelSends < 1 || maxAttempts < 1) {
      throw new IllegalArgumentException(
          "messaging.outbox: claim-size, parallel-sends and max-attempts must be at least 1");
    }
    if (firstRetryDelay.toMillis() < 10 || maxRetryDelay.compareTo(firstRetryDelay) < 0) {
      throw new IllegalArgumentException(
          "messaging.outbox: first-retry-delay must be at least 10ms and at most max-retry-delay");
    }
  }

  /// The wait after an attempt that Meta could not take: random, so no two calls give the same.
  ///
  /// @param attempts how many were made, at least 1
  Duration retryDelay(int attempts) {
    var delay =
        Duration.ofMillis(
            IntervalFunction.ofExponentialRandomBackoff(firstRetryDelay, 2, 0.5, maxRetryDelay)
                .apply(attempts));
    return delay.compareTo(maxRetryDelay) < 0 ? delay : maxRetryDelay;
  }
}
