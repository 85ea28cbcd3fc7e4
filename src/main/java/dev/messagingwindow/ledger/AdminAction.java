package dev.messagingwindow.ledger;

/// What was changed by hand, or by Meta's policy enforcement.
public enum AdminAction {
  /// Nothing is sent on the channel any more.
  HOLD_SET,
  HOLD_LIFTED,
  /// Meta warned about the channel; key name and conversation are null.
  WARNED_BY_META,
  /// Messages with the human-agent tag go again.
  WARNING_ACKNOWLEDGED,
  /// A parked message is in the queue again.
  REQUEUED,
  /// A parked message will not be sent.
  GIVEN_UP,
  CONTENT_RULES_CHANGED
}
