package dev.messagingwindow.outbox;

import dev.messagingwindow.ledger.LedgerEntry;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.policy.Draft;
import dev.messagingwindow.policy.Sender;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message that was accepted, and what became of it.
///
/// @param customerId whom it goes to; null while a private reply's customer is not known
/// @param replyTarget the comment or post that it answers in private; null for every other message
/// @param inReplyTo Meta's id of the customer's message that it answers; null for none
/// @param answersMessageId Meta's id of the customer's message that it answers in the word of the
///   agent who confirmed it; null when nobody had to
/// @param label what Meta is told; chosen when it was accepted and again when it leaves
/// @param attempts calls to Meta so far
/// @param verdict why it was rejected when its turn came, as JSON; null otherwise
public record OutboundMessage(
    ChannelId channelId,
    MessageId messageId,
    @Nullable CustomerId customerId,
    @Nullable ReplyTarget replyTarget,
    Draft draft,
    @Nullable String inReplyTo,
    @Nullable String answersMessageId,
    Status status,
    Label label,
    int attempts,
    @Nullable String metaMessageId,
    @Nullable Failure failure,
    @Nullable String verdict,
    Instant createdAt,
    @Nullable Instant sentAt,
    @Nullable Instant deliveredAt,
    @Nullable Instant readAt) {

  public OutboundMessage {
    if (customerId == null && replyTarget == null) {
      throw new IllegalArgumentException("a message goes to a customer, or to a comment or post");
    }
  }

  /// A message that was just accepted.
  public static OutboundMessage queued(
      ChannelId channelId,
      MessageId messageId,
      @Nullable CustomerId customerId,
      @Nullable ReplyTarget replyTarget,
      Draft draft,
      @Nullable String inReplyTo,
      @Nullable String answersMessageId,
      Label label,
      Instant now) {
    return new OutboundMessage(
        channelId,
        messageId,
        customerId,
        replyTarget,
        draft,
        inReplyTo,
        answersMessageId,
        Status.QUEUED,
        label,
        0,
        null,
        null,
        null,
        now,
        null,
        null,
        null);
  }

  /// That a human stands by it, for the ledger; null when nobody had to.
  public LedgerEntry.@Nullable Confirmation confirmation() {
    return answersMessageId != null && draft.sender() instanceof Sender.Human(var agentId)
        ? new LedgerEntry.Confirmation(agentId, answersMessageId)
        : null;
  }

  public enum Status {
    QUEUED,
    /// Meta gave a message id.
    SENT,
    /// Not allowed any more when its turn came.
    REJECTED,
    /// Meta refused it for good.
    FAILED,
    /// Meta may or may not have it; never repeated, settled by the echo.
    UNKNOWN
  }

  /// What Meta said.
  public record Failure(
      int code, @Nullable Integer subcode, String message, FailureReason reason) {}

  @Override
  public String toString() {
    return "OutboundMessage[" + messageId + " " + status + "]";
  }
}
