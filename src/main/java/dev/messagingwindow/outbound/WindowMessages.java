package dev.messagingwindow.outbound;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.conversation.Conversation;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.conversation.Conversations.QueuePlace;
import dev.messagingwindow.gate.Decision;
import dev.messagingwindow.gate.Gate;
import dev.messagingwindow.gate.VerdictResponse;
import dev.messagingwindow.ledger.Ledger;
import dev.messagingwindow.ledger.LedgerEntry;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.outbox.OutboundMessage;
import dev.messagingwindow.outbox.OutboundStore;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.window.WindowRules;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Messages to customers in their windows, on their way into the outbox.
@Component
class WindowMessages {

  private final Channels channels;
  private final Conversations conversations;
  private final Gate gate;
  private final Confirmations confirmations;
  private final OutboundStore store;
  private final Ledger ledger;
  private final OutboundProperties properties;
  private final Clock clock;

  WindowMessages(
      Channels channels,
      Conversations conversations,
      Gate gate,
      Confirmations confirmations,
      OutboundStore store,
      Ledger ledger,
      OutboundProperties properties,
      Clock clock) {
    this.channels = channels;
    this.conversations = conversations;
    this.gate = gate;
    this.confirmations = confirmations;
    this.store = store;
    this.ledger = ledger;
    this.properties = properties;
    this.clock = clock;
  }

  /// The verdict on a message; nothing is stored or sent.
  ///
  /// @throws ApiProblem `channel-not-found`
  VerdictResponse check(ChannelId channelId, CustomerId customerId, Submission submission) {
    var channel = channels.get(channelId);
    var conversation = conversations.get(channelId, customerId);
    return decide(channel, conversation, submission, clock.instant()).response();
  }

  /// Part of the caller's transaction. Takes the next place in the conversation's queue.
  ///
  /// @throws ApiProblem `confirmation-invalid`
  Acceptance queue(
      Channel channel,
      MessageId messageId,
      CustomerId customerId,
      Submission submission,
      Instant now) {
    var channelId = channel.channelId();
    Optional<QueuePlace> place = conversations.takePlace(channelId, customerId);
    var conversation =
        place
            .map(QueuePlace::conversation)
            .orElseGet(() -> conversations.get(channelId, customerId));
    var confirmed = confirmed(channelId, customerId, submission, now);
    var decision = decide(channel, conversation, confirmed, now);
    var label = decision.verdict().label();
    if (label == null || place.isEmpty()) {
      return new Acceptance.Refused(decision, customerId);
    }
    var confirmation = confirmed.confirmation();
    var message =
        OutboundMessage.queued(
            channelId,
            messageId,
            customerId,
            null,
            confirmed.draft(),
            confirmed.inReplyTo(),
            confirmation == null ? null : confirmation.answersMessageId(),
            label,
            now);
    store.insert(message, place.get().ordinal(), confirmed.keyName());
    ledger.record(
        LedgerEntry.decision(
            channelId,
            conversation.ledgerKey(),
            confirmed.draft().sender(),
            confirmed.keyName(),
            confirmed.draft().content(),
            decision.verdict(),
            messageId,
            message.confirmation(),
            now));
    return new Acceptance.Accepted(message);
  }

  private Decision decide(
      Channel channel, Conversation conversation, Submission submission, Instant now) {
    return gate.decide(
        channel,
        conversation,
        submission.draft(),
        submission.inReplyTo(),
        now,
        properties.acceptMargin(),
        submission.locale());
  }

  /// Lifts the doubts that the sender stands against.
  private Submission confirmed(
      ChannelId channelId, CustomerId customerId, Submission submission, Instant now) {
    var confirmation = submission.confirmation();
    if (confirmation == null) {
      return submission;
    }
    var answered =
        conversations
            .messageSentAt(channelId, customerId, confirmation.answersMessageId())
            .filter(sentAt -> now.isBefore(sentAt.plus(WindowRules.HUMAN_AGENT)));
    if (answered.isEmpty()) {
      throw Confirmations.invalid();
    }
    return confirmations
        .redeem(channelId, confirmation.token(), submission.boundTo(customerId.value()), now)
        .map(rules -> submission.with(submission.draft().confirmedAgainst(rules)))
        .orElseThrow(Confirmations::invalid);
  }
}
