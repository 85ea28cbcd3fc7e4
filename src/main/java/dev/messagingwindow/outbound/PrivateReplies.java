package dev.messagingwindow.outbound;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.comment.Comments;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.gate.Gate;
import dev.messagingwindow.ledger.Ledger;
import dev.messagingwindow.ledger.LedgerEntry;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.outbox.OutboundMessage;
import dev.messagingwindow.outbox.OutboundStore;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Private replies on their way into the outbox. The right is taken with the 202, so that of two
/// requests one is queued and the other is told that the right is used.
@Component
class PrivateReplies {

  private final Comments comments;
  private final Gate gate;
  private final Conversations conversations;
  private final OutboundStore store;
  private final Ledger ledger;
  private final OutboundProperties properties;

  PrivateReplies(
      Comments comments,
      Gate gate,
      Conversations conversations,
      OutboundStore store,
      Ledger ledger,
      OutboundProperties properties) {
    this.comments = comments;
    this.gate = gate;
    this.conversations = conversations;
    this.store = store;
    this.ledger = ledger;
    this.properties = properties;
  }

  /// Part of the caller's transaction. A private reply waits for nobody: it has no place in a
  /// conversation's queue.
  ///
  /// @throws ApiProblem `confirmation-invalid`: no rule is ever unsure of a private reply
  Acceptance queue(
      Channel channel,
      MessageId messageId,
      ReplyTarget target,
      Submission submission,
      Instant now) {
    if (submission.confirmation() != null) {
      throw Confirmations.invalid();
    }
    var channelId = channel.channelId();
    var comment = comments.lock(channelId, target).orElse(null);
    var decision =
        gate.decidePrivateReply(
            channel,
            target,
            comment,
            messageId,
            submission.draft(),
            now,
            properties.acceptMargin(),
            submission.locale());
    var label = decision.verdict().label();
    if (label == null) {
      return new Acceptance.Refused(decision, comment == null ? null : comment.author());
    }
    var message =
        OutboundMessage.queued(
            channelId,
            messageId,
            comment == null ? null : comment.author(),
            target,
            submission.draft(),
            submission.inReplyTo(),
            null,
            label,
            now);
    store.insert(message, null, submission.keyName());
    comments.use(channelId, target, messageId, now);
    ledger.record(
        LedgerEntry.decision(
            channelId,
            conversations.ledgerKey(channelId, message.customerId()),
            submission.draft().sender(),
            submission.keyName(),
            submission.draft().content(),
            decision.verdict(),
            messageId,
            null,
            now));
    return new Acceptance.Accepted(message);
  }
}
