package dev.messagingwindow.gate;

import dev.messagingwindow.bulk.BulkSends;
import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.comment.Comment;
import dev.messagingwindow.comment.PrivateReplyResponse;
import dev.messagingwindow.contentrules.ContentRulesOfChannels;
import dev.messagingwindow.conversation.Conversation;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.OutboundContent;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.policy.BulkRule;
import dev.messagingwindow.policy.ContentFacts;
import dev.messagingwindow.policy.Draft;
import dev.messagingwindow.policy.SendPolicy;
import dev.messagingwindow.policy.Sender;
import dev.messagingwindow.policy.Situation;
import dev.messagingwindow.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gathers the facts and asks the policy. Check, accept and send all pass here.
///
/// Where the content rules themselves fail, so does the decision, with `unavailable`: nothing is
/// sent unjudged.
@Component
public class Gate {

  private final SendPolicy policy;
  private final Conversations conversations;
  private final ContentRulesOfChannels contentRules;
  private final BulkSends bulkSends;

  Gate(
      SendPolicy policy,
      Conversations conversations,
      ContentRulesOfChannels contentRules,
      BulkSends bulkSends) {
    this.policy = policy;
    this.conversations = conversations;
    this.contentRules = contentRules;
    this.bulkSends = bulkSends;
  }

  /// Before a message is accepted: whoever is refused is told what of the text may be sent.
  ///
  /// @param inReplyTo Meta's id of the customer's message that is answered; null for none
  /// @param margin how much earlier than its end a window counts as shut
  /// @throws ContentRulesFailedException nothing may be sent
  public Decision decide(
      Channel channel,
      Conversation conversation,
      Draft draft,
      @Nullable String inReplyTo,
      Instant now,
      Duration margin,
      Locale locale) {
    var situation =
        situation(
            channel, conversation, inReplyTo, () -> reached(channel, conversation, draft, now));
    var verdict = policy.decide(draft, situation, now, margin);
    var remedy = policy.remedy(draft, situation, verdict, now, margin).orElse(null);
    return new Decision(
        verdict, VerdictResponse.of(verdict, remedy, channel, conversation, now, locale));
  }

  /// Before an accepted message leaves. It was counted when it was accepted.
  ///
  /// @param inReplyTo Meta's id of the customer's message that is answered; null for none
  /// @param margin how much earlier than its end a window counts as shut
  /// @throws ContentRulesFailedException nothing may be sent
  public Decision decideAgain(
      Channel channel,
      Conversation conversation,
      Draft draft,
      @Nullable String inReplyTo,
      Instant now,
      Duration margin) {
    var verdict =
        policy.decide(draft, situation(channel, conversation, inReplyTo, () -> 0), now, margin);
    return new Decision(
        verdict, VerdictResponse.of(verdict, null, channel, conversation, now, Locale.ENGLISH));
  }

  private Situation situation(
      Channel channel, Conversation conversation, @Nullable String inReplyTo, IntSupplier reached) {
    return new Situation(
        channel.platform(),
        channel.status(),
        channel.extension(),
        conversation.actions(),
        conversation.suspendedSince(channel.standing()),
        () -> {
          var rules = contentRules.of(channel.channelId());
          return new ContentFacts(
              conversations.request(channel.channelId(), conversation.customerId(), inReplyTo),
              rules.mode(),
              rules.own(),
              reached);
        });
  }

  private int reached(Channel channel, Conversation conversation, Draft draft, Instant now) {
    return draft.sender() instanceof Sender.Human(var agentId)
            && draft.content() instanceof OutboundContent.Text(var text)
        ? bulkSends.reached(channel.channelId(), agentId, conversation.customerId(), text, now)
        : 0;
  }

  /// Counts an accepted message; part of the caller's transaction.
  public void count(
      Channel channel, Conversation conversation, Draft draft, Verdict verdict, Instant now) {
    if (BulkRule.counts(draft, verdict)
        && draft.sender() instanceof Sender.Human(var agentId)
        && draft.content() instanceof OutboundContent.Text(var text)) {
      bulkSends.record(channel.channelId(), agentId, conversation.customerId(), text, now);
    }
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
