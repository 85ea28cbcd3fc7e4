package dev.messagingwindow.outbox;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.conversation.Conversation;
import dev.messagingwindow.gate.Decision;
import dev.messagingwindow.ledger.LedgerEntry;
import dev.messagingwindow.ledger.LedgerEntry.MetaStatus;
import dev.messagingwindow.ledger.LedgerKey;
import dev.messagingwindow.meta.GraphError;
import dev.messagingwindow.outbox.Outbox.Claimed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message whose turn has come, with all that was known and decided then.
///
/// @param conversation null for a private reply to somebody who is not known
record Turn(
    Claimed claimed, Channel channel, @Nullable Conversation conversation, Decision decision) {

  OutboundMessage message() {
    return claimed.message();
  }

  @Nullable LedgerKey ledgerKey() {
    return conversation == null ? null : conversation.ledgerKey();
  }

  LedgerEntry recheck(Instant now) {
    return LedgerEntry.recheck(
        message().channelId(),
        ledgerKey(),
        message().draft().sender(),
        message().draft().content(),
        decision.verdict(),
        message().messageId(),
        message().confirmation(),
        now);
  }

  LedgerEntry answer(MetaStatus status, GraphError error, FailureReason reason, Instant now) {
    return LedgerEntry.metaAnswer(
        message().channelId(),
        ledgerKey(),
        message().messageId(),
        status,
        error.code(),
        error.subcode(),
        reason,
        now);
  }
}
