package dev.messagingwindow.outbox;

import dev.messagingwindow.app.HumanAgent;
import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.comment.Comments;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.ledger.Ledger;
import dev.messagingwindow.ledger.LedgerEntry;
import dev.messagingwindow.ledger.LedgerEntry.MetaStatus;
import dev.messagingwindow.meta.ErrorClass;
import dev.messagingwindow.meta.GraphError;
import dev.messagingwindow.meta.SendResult;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.outbox.Outbox.Claimed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What Meta answered to a send, and what follows from it for the message, its conversation and its
/// channel.
@Component
class MetaAnswers {

  private static final Logger log = LoggerFactory.getLogger(MetaAnswers.class);

  private final Outbox outbox;
  private final Comments comments;
  private final Channels channels;
  private final Conversations conversations;
  private final HumanAgent humanAgent;
  private final Ledger ledger;
  private final Pauses pauses;
  private final OutboxMetrics metrics;
  private final TransactionTemplate transaction;
  private final OutboxProperties properties;
  private final Clock clock;

  MetaAnswers(
      Outbox outbox,
      Comments comments,
      Channels channels,
      Conversations conversations,
      HumanAgent humanAgent,
      Ledger ledger,
      Pauses pauses,
      OutboxMetrics metrics,
      TransactionTemplate transaction,
      OutboxProperties properties,
      Clock clock) {
    this.outbox = outbox;
    this.comments = comments;
    this.channels = channels;
    this.conversations = conversations;
    this.humanAgent = humanAgent;
    this.ledger = ledger;
    this.pauses = pauses;
    this.metrics = metrics;
    this.transaction = transaction;
    this.properties = properties;
    this.clock = clock;
  }

  /// Stores the answer, with all that follows from it, in one transaction.
  void record(Turn turn, Login login, SendResult result) {
    transaction.executeWithoutResult(_ -> {
      var throttle = result.throttle();
      if (throttle != null) {
        pauses.pause(turn.message().channelId(), login, throttle);
      }
      record(turn, result);
    });
  }

  private void record(Turn turn, SendResult result) {
    var now = clock.instant();
    switch (result) {
      case SendResult.Accepted accepted -> accepted(turn, accepted, now);
      case SendResult.Refused refused -> refused(turn, refused, now);
      case SendResult.NotSent(var retryAfter) ->
          outbox.release(
              turn.claimed(), now.plus(longer(retryAfter, properties.retryDelay(attempts(turn)))));
      case SendResult.Unknown(var error, _) -> unknown(turn, error, now);
    }
  }

  private static int attempts(Turn turn) {
    return turn.message().attempts() + 1;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private void accepted(Turn turn, SendResult.Accepted accepted, Instant now) {
    var message = turn.message();
    // only a private reply may go to somebody whom Meta knows better than we do
    var customerId =
        message.replyTarget() == null || accepted.recipientId() == null
            ? message.customerId()
            : accepted.recipientId();
    if (customerId != null) {
      conversations.answered(message.channelId(), customerId, accepted.metaMessageId(), now);
    }
    if (outbox.sent(turn.claimed(), accepted.metaMessageId(), customerId, now)) {
      ledger.record(
          LedgerEntry.sent(message.channelId(), turn.ledgerKey(), message.messageId(), now));
    }
    if (turn.channel().windowMismatches() > 0) {
      channels.endWindowMismatches(message.channelId());
    }
  }

  private void unknown(Turn turn, GraphError error, Instant now) {
    if (outbox.unknown(turn.claimed(), error)) {
      ledger.record(turn.answer(MetaStatus.UNKNOWN, error, FailureReason.NO_ANSWER, now));
      log.warn(
          "send unknown channel={} message={} code={}",
          turn.message().channelId(),
          turn.message().messageId(),
          error.code());
    }
  }

  private void refused(Turn turn, SendResult.Refused refused, Instant now) {
    var message = turn.message();
    var error = refused.error();
    var errorClass = refused.errorClass();
    switch (errorClass) {
      case CHANNEL_RATE, APP_RATE -> again(turn, refused, outbox.putBack(turn.claimed()), now);
      case TRANSIENT -> {
        var failures = turn.claimed().transientFailures() + 1;
        if (failures < properties.maxAttempts()) {
          again(
              turn,
              refused,
              outbox.retry(turn.claimed(), now.plus(properties.retryDelay(failures))),
              now);
        } else {
          fail(turn, error, errorClass, now);
        }
      }
      case AMBIGUOUS -> unknown(turn, error, now);
      case RECONNECT -> {
        channels.requireReconnect(message.channelId(), error);
        again(turn, refused, outbox.release(turn.claimed(), now), now);
      }
      case POLICY -> {
        channels.holdByMeta(message.channelId(), error);
        fail(turn, error, errorClass, now);
      }
      case WINDOW_CLOSED -> {
        // a private reply rests on no window, so its refusal says nothing about one
        if (message.replyTarget() == null) {
          windowClosed(turn, error, now);
        }
        fail(turn, error, errorClass, now);
      }
      case POLICY_WARNING -> {
        if (message.customerId() != null) {
          conversations.suspendHumanAgent(message.channelId(), message.customerId(), now);
        }
        fail(turn, error, errorClass, now);
      }
      case PERSON_UNAVAILABLE,
          THREAD_CONTROL,
          PERMISSION,
          INVALID_RECIPIENT,
          COMMENT_CLOSED,
          INVALID_MESSAGE,
          UNKNOWN_CODE ->
          fail(turn, error, errorClass, now);
    }
  }

  /// Meta's answer is the truth about a window, unless it says so again and again.
  private void windowClosed(Turn turn, GraphError error, Instant now) {
    var message = turn.message();
    var mismatch = WindowMismatch.of(turn, humanAgent.mayExplain(error), now);
    metrics.windowMismatch(mismatch);
    if (channels.believesWindowRefusal(message.channelId(), mismatch.likelyCause())) {
      conversations.closedByMeta(
          message.channelId(), Objects.requireNonNull(message.customerId()), now);
    }
  }

  private void fail(Turn turn, GraphError error, ErrorClass errorClass, Instant now) {
    var message = turn.message();
    var reason = FailureReason.of(errorClass);
    if (outbox.failed(turn.claimed(), error, reason)) {
      ledger.record(turn.answer(MetaStatus.FAILED, error, reason, now));
      // Meta refused, so nothing was sent; only its word that the right is over uses it up
      if (errorClass != ErrorClass.COMMENT_CLOSED) {
        giveBack(turn.claimed());
      }
    }
    log.warn(
        "send failed channel={} message={} code={} subcode={} class={}{}",
        message.channelId(),
        message.messageId(),
        error.code(),
        error.subcode(),
        errorClass,
        turn.decision().verdict().label() == Label.HUMAN_AGENT && humanAgent.mayExplain(error)
            ? ", the app may lack the feature Human Agent"
            : "");
  }

  /// Meta certainly does not have it, and it is in the queue again. A channel that lost its token
  /// keeps its messages there until it is connected again.
  private void again(Turn turn, SendResult.Refused refused, boolean isBack, Instant now) {
    if (isBack) {
      ledger.record(
          turn.answer(
              MetaStatus.RETRIED, refused.error(), FailureReason.of(refused.errorClass()), now));
    }
  }

  /// Settles the claims of workers that died between dispatching and hearing back: Meta may or may
  /// not have the messages.
  void settleLostDispatches(ChannelId channelId) {
    var now = clock.instant();
    transaction.executeWithoutResult(_ ->
        ledger.record(
            outbox.settleLostDispatches(channelId).stream()
                .map(message ->
                    LedgerEntry.metaAnswer(
                        channelId,
                        conversations.ledgerKey(message.channelId(), message.customerId()),
                        message.messageId(),
                        MetaStatus.UNKNOWN,
                        null,
                        null,
                        FailureReason.NO_ANSWER,
                        now))
                .toList()));
  }

  /// The message certainly did not leave: its right, if it took one, is free again.
  void giveBack(Claimed claimed) {
    var message = claimed.message();
    var target = message.replyTarget();
    if (target != null && !claimed.mayHaveLeft()) {
      comments.giveBack(message.channelId(), target, message.messageId());
    }
  }
}
