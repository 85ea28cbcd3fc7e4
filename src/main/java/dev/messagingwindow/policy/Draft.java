package dev.messagingwindow.policy;

import dev.messagingwindow.model.OutboundContent;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What somebody wants to send.
///
/// @param notAfter the last instant at which it still makes sense; null for no such limit
/// @param confirmed the rules whose doubts a human has lifted by standing by the message
public record Draft(
    Sender sender, OutboundContent content, @Nullable Instant notAfter, Set<Rule> confirmed) {

  public Draft {
    confirmed = Set.copyOf(confirmed);
  }

  public Draft(Sender sender, OutboundContent content, @Nullable Instant notAfter) {
    this(sender, content, notAfter, Set.of());
  }

  /// The same, after a human has confirmed it.
  public Draft confirmedAgainst(Set<Rule> rules) {
    return new Draft(sender, content, notAfter, rules);
  }
}
