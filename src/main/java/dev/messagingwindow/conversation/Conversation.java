package dev.messagingwindow.conversation;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.ledger.LedgerKey;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.window.CustomerActions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One customer on one channel.
///
/// @param actions null when the customer never opened a window
/// @param humanAgentSuspendedAt when Meta warned about tagged messages to this person; null when it
///   did not, or somebody acknowledged it
/// @param ledgerKey how it stands in the ledger; null when nobody heard of the customer
public record Conversation(
    CustomerId customerId,
    @Nullable CustomerActions actions,
    @Nullable Instant humanAgentSuspendedAt,
    @Nullable LedgerKey ledgerKey) {

  static Conversation unknown(CustomerId customerId) {
    return new Conversation(customerId, null, null, null);
  }

  /// Since when nothing with the human-agent tag may go here, because Meta warned about the channel
  /// or about this person; null when it may.
  public @Nullable Instant suspendedSince(Channel.Standing channel) {
    var warnedAt = channel.warnedAt();
    if (warnedAt == null || humanAgentSuspendedAt == null) {
      return warnedAt == null ? humanAgentSuspendedAt : warnedAt;
    }
    return warnedAt.isBefore(humanAgentSuspendedAt) ? warnedAt : humanAgentSuspendedAt;
  }
}
