package dev.messagingwindow.outbound;

import dev.messagingwindow.gate.Decision;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.outbox.OutboundMessage;
import org.jspecify.annotations.Nullable;

/// What became of a request to send.
sealed interface Acceptance {

  /// It is in the outbox.
  record Accepted(OutboundMessage message) implements Acceptance {}

  /// It may not go, or not without a confirmation.
  ///
  /// @param customerId null when nobody is known
  record Refused(Decision decision, @Nullable CustomerId customerId) implements Acceptance {}
}
