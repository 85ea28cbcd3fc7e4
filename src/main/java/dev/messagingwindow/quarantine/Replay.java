package dev.messagingwindow.quarantine;

/// What became of an event that was tried once more.
///
/// @param event as it was before it was removed, or as it is now
record Replay(QuarantinedEvent event, Outcome outcome) {

  enum Outcome {
    /// Stored now or before, and no longer in quarantine.
    STORED,
    /// Still in quarantine, with the reason of this attempt.
    FAILED_AGAIN
  }
}
