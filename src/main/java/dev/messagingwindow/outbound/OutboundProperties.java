package dev.messagingwindow.outbound;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How messages are checked and accepted.
///
/// @param acceptMargin how much earlier than its end a window counts as shut when a message is
///   checked or accepted; default 10 s
/// @param idempotencyRetention how long an idempotency key is remembered; default 7 d
/// @param confirmationLifetime how long a human may take to stand by a message; default 10 min
@ConfigurationProperties("messaging.outbound")
record OutboundProperties(
    @DefaultValue("10s") Duration acceptMargin,
    @DefaultValue("7d") Duration idempotencyRetention,
    @DefaultValue("10m") Duration confirmationLifetime) {

  OutboundProperties {
    if (acceptMargin.isNegative()) {
      throw new IllegalArgumentException(
          "messaging.outbound.accept-margin must not be negative: " + acceptMargin);
    }
  }
}
