package dev.messagingwindow.outbox;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.comment.Comments;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.gate.Decision;
import dev.messagingwindow.gate.Gate;
import dev.messagingwindow.meta.ErrorClass;
import dev.messagingwindow.meta.GraphAccount;
import dev.messagingwindow.meta.GraphClient;
import dev.messagingwindow.meta.GraphError;
import dev.messagingwindow.meta.OutboundText;
import dev.messagingwindow.meta.Recipient;
import dev.messagingwindow.meta.SendRates;
import dev.messagingwindow.meta.SendRates.Kind;
import dev.messagingwindow.meta.SendResult;
import dev.messagingwindow.model.ChannelStatus;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.outbox.Outbox.Claimed;
import dev.messagingwindow.window.WindowRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Brings one claimed message to its end: decides again, calls Meta with no transaction open,
/// records the answer.
@Component
class Dispatcher {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  private final Outbox outbox;
  private final Gate gate;
  private final Comments comments;
  private final Channels channels;
  private final Conversations conversations;
  private final GraphClient graph;
  private final SendRates rates;
  private final Pauses pauses;
  private final OutboxBell bell;
  private final TransactionTemplate transaction;
  private final JsonMapper json;
  private final OutboxProperties properties;
  private final Clock clock;

  Dispatcher(
      Outbox outbox,
      Gate gate,
      Comments comments,
      Channels channels,
      Conversations conversations,
      GraphClient graph,
      SendRates rates,
      Pauses pauses,
      OutboxBell bell,
      TransactionTemplate transaction,
      JsonMapper json,
      OutboxProperties properties,
      Clock clock) {
    this.outbox = outbox;
    this.gate = gate;
    this.comments = comments;
    this.channels = channels;
    this.conversations = conversations;
    this.graph = graph;
    this.rates = rates;
    this.pauses = pauses;
    this.bell = bell;
    this.transaction = transaction;
    this.json = json;
    this.properties = properties;
    this.clock = clock;
  }

  /// @return whether the channel's next message may follow
  boolean dispatch(Claimed claimed) {
    var message = claimed.message();
    var now = clock.instant();
    var channel = channels.get(message.channelId());
    if (channel.status() == ChannelStatus.RECONNECT_REQUIRED
        || channel.status() == ChannelStatus.ON_HOLD) {
      outbox.release(claimed, now);
      return true;
    }
    var decision = decide(channel, message, now);
    var account = channels.graphAccount(message.channelId());
    var label = decision.verdict().label();
    if (label == null) {
      reject(claimed, decision);
      return true;
    }
    if (account.isEmpty()) {
      // disconnected a moment ago: the next round rejects it with that reason
      outbox.release(claimed, now);
      return true;
    }
    return send(claimed, account.get(), label, now);
  }

  private boolean send(Claimed claimed, GraphAccount account, Label label, Instant now) {
    var text = text(claimed, label, now);
    var kind = Kind.of(text);
    var wait = rates.take(account, kind);
    if (wait.isPositive()) {
      return waitItsTurn(claimed, kind, wait, now);
    }
    if (!outbox.dispatch(claimed, account.login(), label)) {
      outbox.putBack(claimed);
      return false;
    }
    var result = graph.send(account, text);
    var throttle = result.throttle();
    if (throttle == null) {
      finish(claimed, result);
      return true;
    }
    transaction.executeWithoutResult(_ -> {
      pauses.pause(claimed.message().channelId(), account.login(), throttle);
      finish(claimed, result);
    });
    return false;
  }

  /// Faster than Meta takes it. What is counted apart from texts waits alone.
  private boolean waitItsTurn(Claimed claimed, Kind kind, Duration wait, Instant now) {
    bell.ringAfter(wait);
    if (kind != Kind.TEXT) {
      outbox.release(claimed, now.plus(wait));
      return true;
    }
    pauses.pace(claimed.message().channelId(), wait);
    outbox.putBack(claimed);
    return false;
  }

  private Decision decide(Channel channel, OutboundMessage message, Instant now) {
    var target = message.replyTarget();
    if (target != null) {
      return gate.decidePrivateReply(
          channel,
          target,
          comments.find(message.channelId(), target).orElse(null),
          message.messageId(),
          message.draft(),
          now,
          properties.dispatchMargin(),
          Locale.ENGLISH);
    }
    return gate.decide(
        channel,
        conversations.get(message.channelId(), customerOf(message)),
        message.draft(),
        message.inReplyTo(),
        now,
        properties.dispatchMargin(),
        Locale.ENGLISH);
  }

  /// Only a private reply may have none.
  private static CustomerId customerOf(OutboundMessage message) {
    return Objects.requireNonNull(message.customerId());
  }

  private void reject(Claimed claimed, Decision decision) {
    transaction.executeWithoutResult(_ -> {
      if (outbox.rejected(claimed, json.writeValueAsString(decision.response()))) {
        giveBack(claimed.message());
      }
    });
  }

  private OutboundText text(Claimed claimed, Label label, Instant now) {
    var message = claimed.message();
    var target = message.replyTarget();
    return target == null
        ? new OutboundText(
            message.messageId(),
            new Recipient.Customer(customerOf(message)),
            message.draft().content(),
            label,
            replyTo(message, now))
        : new OutboundText(
            message.messageId(),
            new Recipient.Author(target),
            message.draft().content(),
            label,
            // it answers the comment
            null);
  }

  /// Meta takes `reply_to` only for a message of the last 24 hours.
  private @Nullable String replyTo(OutboundMessage message, Instant now) {
    var mid = message.inReplyTo();
    return mid != null
            && conversations
                .messageSentAt(message.channelId(), customerOf(message), mid)
                .filter(sentAt -> now.isBefore(sentAt.plus(WindowRules.STANDARD)))
                .isPresent()
        ? mid
        : null;
  }

  private void finish(Claimed claimed, SendResult result) {
    var message = claimed.message();
    var now = clock.instant();
    switch (result) {
      case SendResult.Accepted(var metaMessageId, var recipientId, _) -> {
        // only a private reply may go to somebody whom Meta knows better than we do
        var customerId =
            message.replyTarget() == null || recipientId == null
                ? message.customerId()
                : recipientId;
        transaction.executeWithoutResult(_ -> {
          if (customerId != null) {
            conversations.answered(message.channelId(), customerId, metaMessageId, now);
          }
          outbox.sent(claimed, metaMessageId, customerId, now);
        });
      }
      case SendResult.Refused refused -> refused(claimed, refused, now);
      case SendResult.NotSent(var retryAfter) ->
          outbox.release(
              claimed,
              now.plus(
                  longer(retryAfter, properties.retryDelay(claimed.message().attempts() + 1))));
      case SendResult.Unknown(var error, _) -> unknown(claimed, error);
    }
  }

  private void unknown(Claimed claimed, GraphError error) {
    if (outbox.unknown(claimed, error)) {
      log.warn(
          "send unknown channel={} message={} code={}",
          claimed.message().channelId(),
          claimed.message().messageId(),
          error.code());
    }
  }

  private void refused(Claimed claimed, SendResult.Refused refused, Instant now) {
    var message = claimed.message();
    var error = refused.error();
    switch (refused.errorClass()) {
      case CHANNEL_RATE, APP_RATE -> outbox.putBack(claimed);
      case TRANSIENT -> {
        var failures = claimed.transientFailures() + 1;
        if (failures < properties.maxAttempts()) {
          outbox.retry(claimed, now.plus(properties.retryDelay(failures)));
        } else {
          fail(claimed, error, refused.errorClass());
        }
      }
      case AMBIGUOUS -> unknown(claimed, error);
      case RECONNECT -> {
        channels.requireReconnect(message.channelId(), error);
        outbox.release(claimed, now);
      }
      case POLICY -> {
        channels.holdByMeta(message.channelId(), error);
        fail(claimed, error, refused.errorClass());
      }
      case WINDOW_CLOSED ->
          transaction.executeWithoutResult(_ -> {
            // a private reply rests on no window, so its refusal says nothing about one
            if (message.replyTarget() == null) {
              conversations.closedByMeta(message.channelId(), customerOf(message), now);
            }
            fail(claimed, error, refused.errorClass());
          });
      case POLICY_WARNING ->
          transaction.executeWithoutResult(_ -> {
            if (message.customerId() != null) {
              conversations.suspendHumanAgent(message.channelId(), message.customerId(), now);
            }
            fail(claimed, error, refused.errorClass());
          });
      case PERSON_UNAVAILABLE,
          THREAD_CONTROL,
          PERMISSION,
          INVALID_RECIPIENT,
          COMMENT_CLOSED,
          INVALID_MESSAGE,
          UNKNOWN_CODE ->
          fail(claimed, error, refused.errorClass());
    }
  }

  private void fail(Claimed claimed, GraphError error, ErrorClass errorClass) {
    transaction.executeWithoutResult(_ -> {
      // Meta refused, so nothing was sent; only its word that the right is over uses the right up
      if (outbox.failed(claimed, error, FailureReason.of(errorClass))
          && errorClass != ErrorClass.COMMENT_CLOSED) {
        giveBack(claimed.message());
      }
    });
    log.warn(
        "send failed channel={} message={} code={} subcode={} class={}",
        claimed.message().channelId(),
        claimed.message().messageId(),
        error.code(),
        error.subcode(),
        errorClass);
  }

  /// The message certainly did not leave: its right, if it took one, is free again.
  private void giveBack(OutboundMessage message) {
    var target = message.replyTarget();
    if (target != null) {
      comments.giveBack(message.channelId(), target, message.messageId());
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
