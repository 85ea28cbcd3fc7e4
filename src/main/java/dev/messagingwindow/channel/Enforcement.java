package dev.messagingwindow.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What Meta's policy enforcement did to an account.
///
/// @param reason Meta's words in one line; null when it named none
/// @param at Meta's time of it
public record Enforcement(Kind kind, @Nullable String reason, Instant at) {

  public enum Kind {
    WARNING,
    BLOCK,
    UNBLOCK
  }
}
