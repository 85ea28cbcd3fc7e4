package dev.messagingwindow.outbox;

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
/// @param maxAttempts how often a message that Meta could not take for the moment is tried; default
///   8
/// @param firstRetryDelay the wait before the second attempt, doubled each time; default 2 s
/// @param maxRetryDelay the longest wait between two attempts; default 5 min
@ConfigurationProperties("messaging.outbox")
record OutboxProperties(
    @DefaultValue("true") boolean workerEnabled,
    @DefaultValue("2s") Duration dispatchMargin,
    @DefaultValue("1s") Duration pollInterval,
    @DefaultValue("60s") Duration lease,
    @DefaultValue("20") int claimSize,
    @DefaultValue("8") int maxAttempts,
    @DefaultValue("2s") Duration firstRetryDelay,
    @DefaultValue("5m") Duration maxRetryDelay) {

  OutboxProperties {
    if (dispatchMargin.isNegative()) {
      throw new IllegalArgumentException(
          "messaging.outbox.dispatch-margin must not be negative: " + dispatchMargin);
    }
    if (claimSize < 1 || maxAttempts < 1) {
      throw new IllegalArgumentException(
          "messaging.outbox: claim-size and max-attempts must be at least 1");
    }
  }

  /// The wait after an attempt that Meta could not take.
  ///
  /// @param attempts how many were made, at least 1
  Duration retryDelay(int attempts) {
    var delay = firstRetryDelay.multipliedBy(1L << Math.min(attempts - 1, 16));
    return delay.compareTo(maxRetryDelay) < 0 ? delay : maxRetryDelay;
  }
}
