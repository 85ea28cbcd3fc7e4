package dev.messagingwindow.ledger;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.OutboundContent;
import dev.messagingwindow.policy.Sender;
import dev.messagingwindow.policy.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is to be recorded. Texts are hashed and forgotten; of evidence only the offsets stay.
public sealed interface LedgerEntry {

  ChannelId channelId();

  /// Our time of it.
  Instant at();

  /// What a row is about.
  enum Kind {
    /// Somebody wanted to send: accepted, refused, or a confirmation asked for.
    DECISION,
    /// The same question again, right before the message leaves.
    RECHECK,
    /// What became of the call to Meta.
    META_ANSWER,
    /// What a person, or Meta itself, changed about a channel or a message.
    ADMIN
  }

  /// A decision over a text.
  ///
  /// @param kind `DECISION` or `RECHECK`
  /// @param conversation null when nobody is known
  /// @param keyName name of the credential that wanted it; null when none was there to ask
  /// @param content hashed and forgotten
  /// @param messageId null when it did not become a message
  /// @param confirmation null when nobody stood by the text
  record Decided(
      Kind kind,
      ChannelId channelId,
      @Nullable LedgerKey conversation,
      Sender sender,
      @Nullable String keyName,
      OutboundContent content,
      Verdict verdict,
      @Nullable MessageId messageId,
      @Nullable Confirmation confirmation,
      Instant at)
      implements LedgerEntry {}

  /// What became of a call to Meta. Meta's own words are not kept: they might repeat ours.
  ///
  /// @param code Meta's; null when it said none
  /// @param reason ours, such as `WINDOW_CLOSED`; null when it was sent
  record MetaAnswered(
      ChannelId channelId,
      @Nullable LedgerKey conversation,
      MessageId messageId,
      MetaStatus status,
      @Nullable Integer code,
      @Nullable Integer subcode,
      @Nullable String reason,
      Instant at)
      implements LedgerEntry {}

  enum MetaStatus {
    SENT,
    /// Refused for good.
    FAILED,
    /// It may or may not have it.
    UNKNOWN,
    /// It certainly does not have it, and is asked again.
    RETRIED
  }

  /// A change by hand, or by Meta's policy enforcement.
  ///
  /// @param conversation null when it is about more than one, or none
  /// @param messageId null when it is about no message
  /// @param keyName name of the credential that did it; null when Meta did
  /// @param reason in the words of whoever did it; null when none were given
  record Administered(
      ChannelId channelId,
      @Nullable LedgerKey conversation,
      @Nullable MessageId messageId,
      @Nullable String keyName,
      AdminAction action,
      @Nullable String reason,
      Instant at)
      implements LedgerEntry {

    /// The same about a message.
    public Administered about(MessageId message) {
      return new Administered(channelId, conversation, message, keyName, action, reason, at);
    }

    /// The same about a conversation.
    public Administered in(@Nullable LedgerKey known) {
      return new Administered(channelId, known, messageId, keyName, action, reason, at);
    }
  }

  /// A human stood by a text over which the rules were not sure.
  ///
  /// @param confirmedBy the agent's id
  /// @param answersMessageId Meta's id of the customer's message that it answers
  record Confirmation(String confirmedBy, String answersMessageId) {}

  /// Somebody wanted to send.
  ///
  /// @param messageId null when it was not accepted
  static LedgerEntry decision(
      ChannelId channelId,
      @Nullable LedgerKey conversation,
      Sender sender,
      String keyName,
      OutboundContent content,
      Verdict verdict,
      @Nullable MessageId messageId,
      @Nullable Confirmation confirmation,
      Instant at) {
    return new Decided(
        Kind.DECISION,
        channelId,
        conversation,
        sender,
        keyName,
        content,
        verdict,
        messageId,
        confirmation,
        at);
  }

  /// A message's turn came, and it was decided again.
  static LedgerEntry recheck(
      ChannelId channelId,
      @Nullable LedgerKey conversation,
      Sender sender,
      OutboundContent content,
      Verdict verdict,
      MessageId messageId,
      @Nullable Confirmation confirmation,
      Instant at) {
    return new Decided(
        Kind.RECHECK,
        channelId,
        conversation,
        sender,
        null,
        content,
        verdict,
        messageId,
        confirmation,
        at);
  }

  /// Meta took a message.
  static LedgerEntry sent(
      ChannelId channelId, @Nullable LedgerKey conversation, MessageId messageId, Instant at) {
    return new MetaAnswered(
        channelId, conversation, messageId, MetaStatus.SENT, null, null, null, at);
  }

  /// Meta did not take a message, or did not say so.
  static LedgerEntry metaAnswer(
      ChannelId channelId,
      @Nullable LedgerKey conversation,
      MessageId messageId,
      MetaStatus status,
      @Nullable Integer code,
      @Nullable Integer subcode,
      Enum<?> reason,
      Instant at) {
    return new MetaAnswered(
        channelId, conversation, messageId, status, code, subcode, reason.name(), at);
  }

  /// Somebody changed something.
  ///
  /// @param keyName null when it was Meta
  static Administered admin(
      ChannelId channelId,
      @Nullable String keyName,
      AdminAction action,
      @Nullable String reason,
      Instant at) {
    return new Administered(channelId, null, null, keyName, action, reason, at);
  }
}
