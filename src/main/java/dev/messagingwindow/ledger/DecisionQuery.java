package dev.messagingwindow.ledger;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.policy.Outcome;
import dev.messagingwindow.policy.Rule;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which decisions to list; null takes all.
///
/// @param rule one that was violated, whatever its severity
/// @param from inclusive
/// @param to exclusive
/// @param after only what sorts behind this
public record DecisionQuery(
    @Nullable Set<ChannelId> channelIds,
    @Nullable Outcome outcome,
    @Nullable Rule rule,
    LedgerEntry.@Nullable Kind kind,
    @Nullable MessageId messageId,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable DecisionCursor after,
    int limit) {

  /// The rest of the same list.
  public DecisionQuery behind(@Nullable DecisionCursor place, int most) {
    return new DecisionQuery(channelIds, outcome, rule, kind, messageId, from, to, place, most);
  }
}
