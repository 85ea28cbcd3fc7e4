package dev.messagingwindow.outbound;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.conversation.Conversation;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.policy.Draft;
import dev.messagingwindow.policy.SendPolicy;
import dev.messagingwindow.policy.Situation;
import dev.messagingwindow.policy.Verdict;
import dev.messagingwindow.window.CommentFacts;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gathers the facts and asks the policy. Check, accept and send all pass here.
@Component
class Gate {

  private final SendPolicy policy;
  private final Conversations conversations;

  Gate(SendPolicy policy, Conversations conversations) {
    this.policy = policy;
    this.conversations = conversations;
  }

  /// @param comment as the deciding message sees it; null when nobody heard of it
  Verdict decidePrivateReply(
      Channel channel, @Nullable CommentFacts comment, Draft draft, Instant now, Duration margin) {
    return policy.decidePrivateReply(
        draft, channel.platform(), channel.status(), comment, now, margin);
  }

  Verdict decide(
      Channel channel,
      Conversation conversation,
      Draft draft,
      @Nullable String inReplyTo,
      Instant now,
      Duration margin) {
    return policy.decide(
        draft,
        new Situation(
            channel.platform(),
            channel.status(),
            channel.extension(),
            conversation.actions(),
            conversation.suspendedSince(channel.standing()),
            conversations.request(channel.channelId(), conversation.customerId(), inReplyTo)),
        now,
        margin);
  }
}
