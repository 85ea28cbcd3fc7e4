package dev.messagingwindow.outbound;

import dev.messagingwindow.gate.Decision;
import dev.messagingwindow.outbox.OutboundMessage;

/// What became of a request to send.
sealed interface Acceptance {

  /// It is in the outbox.
  record Accepted(OutboundMessage message) implements Acceptance {}

  /// It may not go, or not without a confirmation.
  record Refused(Decision decision) implements Acceptance {}
}
