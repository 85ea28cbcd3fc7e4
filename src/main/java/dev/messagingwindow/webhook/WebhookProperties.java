package dev.messagingwindow.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How Meta's events are stored.
///
/// @param queueCapacity how many events may wait to be stored before Meta is asked to come again; a
///   single body is taken whatever its size when nothing waits; default 20000
/// @param batchSize how many events are stored in one transaction; bodies are not split; default
///   1000
/// @param writers how many transactions run side by side; default 2
/// @param timeout how long a request waits for its commit before Meta is asked to come again;
///   default 4 s
@ConfigurationProperties("messaging.webhook")
record WebhookProperties(
    @DefaultValue("20000") int queueCapacity,
    @DefaultValue("1000") int batchSize,
    @DefaultValue("2") int writers,
    @DefaultValue("4s") Duration timeout) {

  WebhookProperties {
    if (queueCapacity < 1 || batchSize < 1 || writers < 1) {
      throw new IllegalArgumentException(
          "messaging.webhook: queue-capacity, batch-size and writers must be at least 1, not %d, %d and %d"
              .formatted(queueCapacity, batchSize, writers));
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException(
          "messaging.webhook.timeout must be positive, not " + timeout);
    }
  }
}
