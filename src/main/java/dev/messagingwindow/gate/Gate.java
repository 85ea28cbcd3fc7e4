package dev.messagingwindow.gate;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.comment.Comment;
import dev.messagingwindow.comment.PrivateReplyResponse;
import dev.messagingwindow.conversation.Conversation;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.policy.Draft;
import dev.messagingwindow.policy.SendPolicy;
import dev.messagingwindow.policy.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gathers the facts and asks the policy. Check, accept and send all pass here.
@Component
public class Gate {

  private final SendPolicy policy;
  private final Conversations conversations;

  Gate(SendPolicy policy, Conversations conversations) {
    this.policy = policy;
    this.conversations = conversations;
  }

  /// @param inReplyTo Meta's id of the customer's message that is answered; null for none
  /// @param margin how much earlier than its end a window counts as shut
  public Decision decide(
      Channel channel,
      Conversation conversation,
      Draft draft,
      @Nullable String inReplyTo,
      Instant now,
      Duration margin,
      Locale locale) {
    var verdict =
        policy.decide(
            draft,
            new Situation(
                channel.platform(),
                channel.status(),
                channel.extension(),
                conversation.actions(),
                conversation.suspendedSince(channel.standing()),
                () ->
                    conversations.request(
                        channel.channelId(), conversation.customerId(), inReplyTo)),
            now,
            margin);
    return new Decision(verdict, VerdictResponse.of(verdict, channel, conversation, now, locale));
  }

  /// @param comment null when nobody heard of it
  /// @param messageId the message that wants the right, or took it
  /// @param margin how much earlier than its end the right counts as over
  public Decision decidePrivateReply(
      Channel channel,
      ReplyTarget target,
      @Nullable Comment comment,
      MessageId messageId,
      Draft draft,
      Instant now,
      Duration margin,
      Locale locale) {
    var channelId = channel.channelId();
    var verdict =
        policy.decidePrivateReply(
            draft,
            channel.platform(),
            channel.status(),
            comment == null ? null : comment.factsFor(messageId),
            now,
            margin);
    var author = comment == null ? null : comment.author();
    return new Decision(
        verdict,
        VerdictResponse.ofPrivateReply(
            verdict,
            PrivateReplyResponse.of(channelId, target, comment, now),
            channel,
            author == null ? null : conversations.get(channelId, author),
            now,
            locale));
  }
}
