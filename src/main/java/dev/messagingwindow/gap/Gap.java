package dev.messagingwindow.gap;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A channel's last gap and how far it is filled.
///
/// @param since what Meta has from here on is read
/// @param until when the gap ended: webhooks came from here on
/// @param counted customers' messages that no webhook had brought
/// @param errorCode Meta's, of the last failure; null for none
/// @param finishedAt null while it is being read
public record Gap(
    State state,
    Instant since,
    Instant until,
    long counted,
    @Nullable Integer errorCode,
    @Nullable Instant finishedAt) {

  public enum State {
    RUNNING,
    DONE,
    /// Given up; the next connect or lost subscription tries again.
    FAILED
  }
}
