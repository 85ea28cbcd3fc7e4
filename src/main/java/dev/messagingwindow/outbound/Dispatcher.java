package dev.messagingwindow.outbound;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.conversation.Conversation;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.meta.ErrorClass;
import dev.messagingwindow.meta.GraphClient;
import dev.messagingwindow.meta.GraphError;
import dev.messagingwindow.meta.OutboundText;
import dev.messagingwindow.meta.SendResult;
import dev.messagingwindow.model.ChannelStatus;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.outbound.Outbox.Claimed;
import dev.messagingwindow.policy.Verdict;
import dev.messagingwindow.window.WindowRules;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
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
  private final Channels channels;
  private final Conversations conversations;
  private final GraphClient graph;
  private final TransactionTemplate transaction;
  private final JsonMapper json;
  private final OutboundProperties properties;
  private final Clock clock;

  Dispatcher(
      Outbox outbox,
      Gate gate,
      Channels channels,
      Conversations conversations,
      GraphClient graph,
      TransactionTemplate transaction,
      JsonMapper json,
      OutboundProperties properties,
      Clock clock) {
    this.outbox = outbox;
    this.gate = gate;
    this.channels = channels;
    this.conversations = conversations;
    this.graph = graph;
    this.transaction = transaction;
    this.json = json;
    this.properties = properties;
    this.clock = clock;
  }

  void dispatch(Claimed claimed) {
    var message = claimed.message();
    var now = clock.instant();
    var channel = channels.get(message.channelId());
    if (channel.status() == ChannelStatus.RECONNECT_REQUIRED
        || channel.status() == ChannelStatus.ON_HOLD) {
      outbox.release(claimed, now);
      return;
    }
    var conversation = conversations.get(message.channelId(), message.customerId());
    var verdict =
        gate.decide(
            channel,
            conversation,
            message.draft(),
            message.inReplyTo(),
            now,
            properties.dispatchMargin());
    var account = channels.graphAccount(message.channelId());
    var label = verdict.label();
    if (label == null) {
      reject(claimed, verdict, channel, conversation, now);
    } else if (account.isEmpty()) {
      // disconnected a moment ago: the next round rejects it with that reason
      outbox.release(claimed, now);
    } else if (outbox.dispatch(claimed, label)) {
      finish(claimed, graph.send(account.get(), text(claimed, label, now)));
    }
  }

  private void reject(
      Claimed claimed, Verdict verdict, Channel channel, Conversation conversation, Instant now) {
    outbox.rejected(
        claimed,
        json.writeValueAsString(
            VerdictResponse.of(verdict, channel, conversation, now, Locale.ENGLISH)));
  }

  private OutboundText text(Claimed claimed, Label label, Instant now) {
    var message = claimed.message();
    return new OutboundText(
        message.messageId(),
        message.customerId(),
        message.draft().text(),
        label,
        replyTo(message, now));
  }

  /// Meta takes `reply_to` only for a message of the last 24 hours.
  private @Nullable String replyTo(OutboundMessage message, Instant now) {
    var mid = message.inReplyTo();
    return mid != null
            && conversations
                .messageSentAt(message.channelId(), message.customerId(), mid)
                .filter(sentAt -> now.isBefore(sentAt.plus(WindowRules.STANDARD)))
                .isPresent()
        ? mid
        : null;
  }

  private void finish(Claimed claimed, SendResult result) {
    var message = claimed.message();
    var now = clock.instant();
    switch (result) {
      case SendResult.Accepted(var metaMessageId) ->
          transaction.executeWithoutResult(_ -> {
            conversations.answered(message.channelId(), message.customerId(), metaMessageId, now);
            outbox.sent(claimed, metaMessageId, now);
          });
      case SendResult.Refused refused -> refused(claimed, refused, now);
      case SendResult.NotSent _ -> retry(claimed, now);
      case SendResult.Unknown(var error) -> unknown(claimed, error);
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
      case RATE -> retry(claimed, now);
      case TRANSIENT -> {
        if (message.attempts() + 1 < properties.maxAttempts()) {
          retry(claimed, now);
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
            conversations.closedByMeta(message.channelId(), message.customerId(), now);
            fail(claimed, error, refused.errorClass());
          });
      case POLICY_WARNING ->
          transaction.executeWithoutResult(_ -> {
            conversations.suspendHumanAgent(message.channelId(), message.customerId(), now);
            fail(claimed, error, refused.errorClass());
          });
      case PERSON_UNAVAILABLE,
          THREAD_CONTROL,
          PERMISSION,
          INVALID_RECIPIENT,
          INVALID_MESSAGE,
          UNKNOWN_CODE ->
          fail(claimed, error, refused.errorClass());
    }
  }

  private void fail(Claimed claimed, GraphError error, ErrorClass errorClass) {
    outbox.failed(claimed, error, FailureReason.of(errorClass));
    log.warn(
        "send failed channel={} message={} code={} subcode={} class={}",
        claimed.message().channelId(),
        claimed.message().messageId(),
        error.code(),
        error.subcode(),
        errorClass);
  }

  private void retry(Claimed claimed, Instant now) {
    outbox.release(claimed, now.plus(properties.retryDelay(claimed.message().attempts() + 1)));
  }
}
