package dev.messagingwindow.outbound;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.comment.Comment;
import dev.messagingwindow.comment.Comments;
import dev.messagingwindow.comment.PrivateReplyResponse;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.policy.Draft;
import dev.messagingwindow.policy.Verdict;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Private replies on their way into the outbox and out of it. The right is taken with the 202, so
/// that of two requests one is queued and the other is told that the right is used; it is given
/// back only when the message certainly did not leave.
@Component
class PrivateReplies {

  private final Comments comments;
  private final Conversations conversations;
  private final Gate gate;
  private final OutboundStore store;
  private final OutboundProperties properties;

  PrivateReplies(
      Comments comments,
      Conversations conversations,
      Gate gate,
      OutboundStore store,
      OutboundProperties properties) {
    this.comments = comments;
    this.conversations = conversations;
    this.gate = gate;
    this.store = store;
    this.properties = properties;
  }

  /// Part of the caller's transaction. A private reply waits for nobody: it has no place in a
  /// conversation's queue.
  ///
  /// @throws ApiProblem `message-rejected`
  OutboundMessage queue(
      Channel channel,
      MessageId messageId,
      ReplyTarget target,
      Draft draft,
      @Nullable String inReplyTo,
      String keyName,
      Instant now,
      Locale locale) {
    var channelId = channel.channelId();
    var comment = comments.lock(channelId, target).orElse(null);
    var verdict =
        gate.decidePrivateReply(
            channel,
            comment == null ? null : comment.facts(),
            draft,
            now,
            properties.acceptMargin());
    var label = verdict.label();
    if (label == null) {
      throw new ApiProblem(ProblemType.MESSAGE_REJECTED, "See verdict for every reason.")
          .with("verdict", verdictResponse(verdict, channel, target, comment, now, locale));
    }
    var message =
        new OutboundMessage(
            channelId,
            messageId,
            comment == null ? null : comment.author(),
            target,
            draft,
            inReplyTo,
            OutboundMessage.Status.QUEUED,
            label,
            0,
            null,
            null,
            null,
            now,
            null,
            null,
            null);
    store.insert(message, null, keyName);
    comments.use(channelId, target, messageId, now);
    return message;
  }

  /// Decides again, right before the message that took the right leaves.
  Decision decideAgain(Channel channel, OutboundMessage message, ReplyTarget target, Instant now) {
    var comment = comments.find(channel.channelId(), target).orElse(null);
    var verdict =
        gate.decidePrivateReply(
            channel,
            comment == null ? null : comment.factsFor(message.messageId()),
            message.draft(),
            now,
            properties.dispatchMargin());
    return new Decision(
        verdict, verdictResponse(verdict, channel, target, comment, now, Locale.ENGLISH));
  }

  /// The message certainly did not leave: its right, if it took one, is free again.
  void giveBack(OutboundMessage message) {
    var target = message.replyTarget();
    if (target != null) {
      comments.giveBack(message.channelId(), target, message.messageId());
    }
  }

  private VerdictResponse verdictResponse(
      Verdict verdict,
      Channel channel,
      ReplyTarget target,
      @Nullable Comment comment,
      Instant now,
      Locale locale) {
    var channelId = channel.channelId();
    var author = comment == null ? null : comment.author();
    return VerdictResponse.ofPrivateReply(
        verdict,
        PrivateReplyResponse.of(channelId, target, comment, now),
        channel,
        author == null ? null : conversations.get(channelId, author),
        now,
        locale);
  }
}
