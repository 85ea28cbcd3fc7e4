package dev.messagingwindow.outbox;

import dev.messagingwindow.comment.Comments;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.ledger.AdminAction;
import dev.messagingwindow.ledger.Ledger;
import dev.messagingwindow.ledger.LedgerEntry;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.Reach;
import dev.messagingwindow.outbox.ParkedStore.Changed;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// What operators do with messages that do not get on by themselves. An echo settles a message as
/// sent whatever they did.
@Service
class Parked {

  private static final Logger log = LoggerFactory.getLogger(Parked.class);

  private final ParkedStore store;
  private final Comments comments;
  private final Conversations conversations;
  private final Ledger ledger;
  private final OutboxBell bell;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Parked(
      ParkedStore store,
      Comments comments,
      Conversations conversations,
      Ledger ledger,
      OutboxBell bell,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.comments = comments;
    this.conversations = conversations;
    this.ledger = ledger;
    this.bell = bell;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// @param channelIds null for all
  @Transactional(readOnly = true)
  public List<ParkedMessage> page(
      @Nullable Set<ChannelId> channelIds, @Nullable MessageId after, int limit) {
    var page = store.page(channelIds, after, clock.instant(), limit);
    var answers =
        ledger.lastAnswers(
            page.stream()
                .filter(message -> message.failure() == null && message.attempts() > 0)
                .map(ParkedMessage::messageId)
                .toList());
    return page.stream()
        .map(message -> {
          var answer = answers.get(message.messageId());
          return answer == null
              ? message
              : message.after(
                  new ParkedMessage.Known(
                      answer.metaCode(), answer.metaSubcode(), answer.reason()));
        })
        .toList();
  }

  /// Sends it through the queue again, at its own place, decided again.
  ///
  /// @throws ApiProblem `message-not-found`
  OutboundMessage requeue(MessageId messageId, Act act) {
    var requeued =
        transaction.execute(_ -> {
          var channelId = channelOf(messageId, act.reach());
          var now = clock.instant();
          var changed = store.requeue(channelId, messageId, now).orElseThrow(Parked::notParked);
          record(changed, AdminAction.REQUEUED, act, now);
          return changed.message();
        });
    bell.ring();
    return requeued;
  }

  /// Ends it as failed. The right to a private reply is free again if Meta certainly has no reply.
  ///
  /// @throws ApiProblem `message-not-found`
  OutboundMessage giveUp(MessageId messageId, Act act) {
    return transaction.execute(_ -> {
      var channelId = channelOf(messageId, act.reach());
      var now = clock.instant();
      var changed = store.giveUp(channelId, messageId, now).orElseThrow(Parked::notParked);
      var target = changed.message().replyTarget();
      if (target != null && !changed.mayHaveLeft()) {
        comments.giveBack(channelId, target, messageId);
      }
      record(changed, AdminAction.GIVEN_UP, act, now);
      return changed.message();
    });
  }

  private ChannelId channelOf(MessageId messageId, Reach reach) {
    return store.channelOf(messageId).filter(reach::covers).orElseThrow(Parked::notParked);
  }

  private void record(Changed changed, AdminAction action, Act act, Instant now) {
    var message = changed.message();
    ledger.record(
        LedgerEntry.admin(message.channelId(), act.keyName(), action, act.reason(), now)
            .about(message.messageId())
            .in(conversations.ledgerKey(message.channelId(), message.customerId())));
    log.info(
        "parked message {} channel={} message={}",
        action,
        message.channelId(),
        message.messageId());
  }

  private static ApiProblem notParked() {
    return new ApiProblem(
        ProblemType.MESSAGE_NOT_FOUND,
        "No parked message has this id; it may be settled, or on its way at this moment.");
  }

  /// Who does it and why.
  ///
  /// @param reason in the operator's words; null when none were given
  record Act(String keyName, @Nullable String reason, Reach reach) {}
}
