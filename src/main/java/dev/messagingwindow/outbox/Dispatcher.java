package dev.messagingwindow.outbox;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.comment.Comments;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.gate.ContentRulesFailedException;
import dev.messagingwindow.gate.Gate;
import dev.messagingwindow.ledger.Ledger;
import dev.messagingwindow.meta.GraphAccount;
import dev.messagingwindow.meta.GraphClient;
import dev.messagingwindow.meta.OutboundText;
import dev.messagingwindow.meta.Recipient;
import dev.messagingwindow.meta.SendRates;
import dev.messagingwindow.meta.SendRates.Kind;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.ChannelStatus;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.outbox.Outbox.Claimed;
import dev.messagingwindow.window.WindowRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Brings one claimed message to Meta: decides again and calls with no transaction open.
@Component
class Dispatcher {

  private final Outbox outbox;
  private final Gate gate;
  private final Comments comments;
  private final Channels channels;
  private final Conversations conversations;
  private final GraphClient graph;
  private final SendRates rates;
  private final Pauses pauses;
  private final OutboxBell bell;
  private final MetaAnswers answers;
  private final Ledger ledger;
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
      MetaAnswers answers,
      Ledger ledger,
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
    this.answers = answers;
    this.ledger = ledger;
    this.transaction = transaction;
    this.json = json;
    this.properties = properties;
    this.clock = clock;
  }

  /// How many messages of a channel are worth a claim: no more than texts may go now, for the
  /// others would be given back. One at least, which makes the channel wait if it must.
  int room(ChannelId channelId) {
    var channel = channels.get(channelId);
    return Math.clamp(
        rates.room(channel.platform(), channel.accountId(), Kind.TEXT), 1, properties.claimSize());
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
    Turn turn;
    try {
      turn = turn(claimed, channel, now);
    } catch (ContentRulesFailedException _) {
      // logged where it failed; other conversations may go on
      outbox.release(claimed, now.plus(properties.maxRetryDelay()));
      return true;
    }
    var account = channels.graphAccount(message.channelId());
    var label = turn.decision().verdict().label();
    if (label == null) {
      reject(turn, now);
      return true;
    }
    if (account.isEmpty()) {
      // disconnected a moment ago: the next round rejects it with that reason
      outbox.release(claimed, now);
      return true;
    }
    return send(turn, account.get(), label, now);
  }

  private boolean send(Turn turn, GraphAccount account, Label label, Instant now) {
    var text = text(turn.message(), label, now);
    var kind = Kind.of(text);
    var wait = rates.take(account, kind);
    if (wait.isPositive()) {
      return waitItsTurn(turn.claimed(), kind, wait, now);
    }
    if (!isOnItsWay(turn, account, label, now)) {
      outbox.putBack(turn.claimed());
      return false;
    }
    var result = graph.send(account, text);
    answers.record(turn, account.login(), result);
    return result.throttle() == null;
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

  private Turn turn(Claimed claimed, Channel channel, Instant now) {
    var message = claimed.message();
    var target = message.replyTarget();
    var customerId = message.customerId();
    var conversation =
        customerId == null ? null : conversations.get(message.channelId(), customerId);
    var decision =
        target == null
            ? gate.decideAgain(
                channel,
                Objects.requireNonNull(conversation, "only a private reply may have no customer"),
                message.draft(),
                message.inReplyTo(),
                now,
                properties.dispatchMargin())
            : gate.decidePrivateReply(
                channel,
                target,
                comments.find(message.channelId(), target).orElse(null),
                message.messageId(),
                message.draft(),
                now,
                properties.dispatchMargin(),
                Locale.ENGLISH);
    return new Turn(claimed, channel, conversation, decision);
  }

  private void reject(Turn turn, Instant now) {
    transaction.executeWithoutResult(_ -> {
      if (outbox.rejected(turn.claimed(), json.writeValueAsString(turn.decision().response()))) {
        ledger.record(turn.recheck(now));
        answers.giveBack(turn.claimed());
      }
    });
  }

  /// False when the claim was lost, or the channel must wait.
  private boolean isOnItsWay(Turn turn, GraphAccount account, Label label, Instant now) {
    return transaction.execute(_ -> {
      var isOurs = outbox.dispatch(turn.claimed(), account.login(), label);
      if (isOurs) {
        ledger.record(turn.recheck(now));
      }
      return isOurs;
    });
  }

  private OutboundText text(OutboundMessage message, Label label, Instant now) {
    var target = message.replyTarget();
    return new OutboundText(
        message.messageId(),
        target == null
            ? new Recipient.Customer(Objects.requireNonNull(message.customerId()))
            : new Recipient.Author(target),
        message.draft().content(),
        label,
        // a private reply answers its comment
        target == null ? replyTo(message, now) : null);
  }

  /// Meta takes `reply_to` only for a message of the last 24 hours.
  private @Nullable String replyTo(OutboundMessage message, Instant now) {
    var mid = message.inReplyTo();
    return mid != null
            && conversations
                .messageSentAt(
                    message.channelId(), Objects.requireNonNull(message.customerId()), mid)
                .filter(sentAt -> now.isBefore(sentAt.plus(WindowRules.STANDARD)))
                .isPresent()
        ? mid
        : null;
  }
}
