package dev.messagingwindow.outbound;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.comment.Comments;
import dev.messagingwindow.gate.Gate;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.outbox.OutboundMessage;
import dev.messagingwindow.outbox.OutboundStore;
import dev.messagingwindow.policy.Draft;
import dev.messagingwindow.problem.ApiProblem;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Private replies on their way into the outbox. The right is taken with the 202, so that of two
/// requests one is queued and the other is told that the right is used.
@Component
class PrivateReplies {

  private final Comments comments;
  private final Gate gate;
  private final OutboundStore store;
  private final OutboundProperties properties;

  PrivateReplies(Comments comments, Gate gate, OutboundStore store, OutboundProperties properties) {
    this.comments = comments;
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
    var decision =
        gate.decidePrivateReply(
            channel, target, comment, messageId, draft, now, properties.acceptMargin(), locale);
    var label = decision.verdict().label();
    if (label == null) {
      throw decision.refusal();
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
}
