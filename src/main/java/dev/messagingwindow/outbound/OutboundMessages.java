package dev.messagingwindow.outbound;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.conversation.Conversations.QueuePlace;
import dev.messagingwindow.gate.Gate;
import dev.messagingwindow.gate.VerdictResponse;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.model.Sha256;
import dev.messagingwindow.outbox.OutboundMessage;
import dev.messagingwindow.outbox.OutboundStore;
import dev.messagingwindow.outbox.OutboxBell;
import dev.messagingwindow.policy.Draft;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Checks messages and accepts them into the outbox.
@Service
class OutboundMessages {

  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
  private final Channels channels;
  private final Conversations conversations;
  private final Gate gate;
  private final PrivateReplies privateReplies;
  private final OutboundStore store;
  private final IdempotencyKeys idempotencyKeys;
  private final OutboxBell bell;
  private final TransactionTemplate transaction;
  private final OutboundProperties properties;
  private final Clock clock;

  OutboundMessages(
      Channels channels,
      Conversations conversations,
      Gate gate,
      PrivateReplies privateReplies,
      OutboundStore store,
      IdempotencyKeys idempotencyKeys,
      OutboxBell bell,
      TransactionTemplate transaction,
      OutboundProperties properties,
      Clock clock) {
    this.channels = channels;
    this.conversations = conversations;
    this.gate = gate;
    this.privateReplies = privateReplies;
    this.store = store;
    this.idempotencyKeys = idempotencyKeys;
    this.bell = bell;
    this.transaction = transaction;
    this.properties = properties;
    this.clock = clock;
  }

  /// The verdict on a draft; nothing is stored or sent.
  VerdictResponse check(
      ChannelId channelId,
      CustomerId customerId,
      Draft draft,
      @Nullable String inReplyTo,
      Locale locale) {
    var channel = channels.get(channelId);
    var conversation = conversations.get(channelId, customerId);
    var now = clock.instant();
    return gate.decide(
            channel, conversation, draft, inReplyTo, now, properties.acceptMargin(), locale)
        .response();
  }

  /// Puts a draft into the outbox, or finds what the same request became before.
  ///
  /// @throws ApiProblem `message-rejected`, `confirmation-required`, `idempotency-key-reused`,
  ///   `channel-not-found`
  OutboundMessage accept(
      ChannelId channelId,
      CustomerId customerId,
      Draft draft,
      @Nullable String inReplyTo,
      Credential credential,
      Locale locale) {
    return once(
        channelId,
        hash(customerId.value(), draft, inReplyTo),
        credential,
        (channel, messageId, now) ->
            queue(
                channel,
                messageId,
                customerId,
                draft,
                inReplyTo,
                credential.keyName(),
                now,
                locale));
  }

  /// The same for a private reply to a comment or visitor post.
  ///
  /// @throws ApiProblem `message-rejected`, `idempotency-key-reused`, `channel-not-found`
  OutboundMessage acceptPrivateReply(
      ChannelId channelId,
      ReplyTarget target,
      Draft draft,
      @Nullable String inReplyTo,
      Credential credential,
      Locale locale) {
    return once(
        channelId,
        // no customer id has a colon
        hash(target.kind() + ":" + target.id(), draft, inReplyTo),
        credential,
        (channel, messageId, now) ->
            privateReplies.queue(
                channel, messageId, target, draft, inReplyTo, credential.keyName(), now, locale));
  }

  private OutboundMessage once(
      ChannelId channelId, String requestHash, Credential credential, Queueing queueing) {
    var accepted =
        transaction.execute(_ -> {
          var now = clock.instant();
          var request = new IdempotencyKeys.Bound(requestHash, new MessageId(ids.generate()));
          var channel = channels.get(channelId);
          return idempotencyKeys
              .bind(
                  channelId,
                  credential.idempotencyKey(),
                  request,
                  now,
                  now.plus(properties.idempotencyRetention()))
              .map(first -> again(channelId, request, first))
              .orElseGet(() -> queueing.queue(channel, request.messageId(), now));
        });
    bell.ring();
    return accepted;
  }

  OutboundMessage get(ChannelId channelId, MessageId messageId) {
    channels.get(channelId);
    return store
        .find(channelId, messageId)
        .orElseThrow(
            () -> new ApiProblem(ProblemType.MESSAGE_NOT_FOUND, "No message has this id."));
  }

  private OutboundMessage again(
      ChannelId channelId, IdempotencyKeys.Bound request, IdempotencyKeys.Bound first) {
    if (!first.requestHash().equals(request.requestHash())) {
      throw new ApiProblem(
          ProblemType.IDEMPOTENCY_KEY_REUSED,
          "Use a new Idempotency-Key for another path or body.");
    }
    return store.findAsAccepted(channelId, first.messageId()).orElseThrow();
  }

  private OutboundMessage queue(
      Channel channel,
      MessageId messageId,
      CustomerId customerId,
      Draft draft,
      @Nullable String inReplyTo,
      String keyName,
      Instant now,
      Locale locale) {
    var channelId = channel.channelId();
    Optional<QueuePlace> place = conversations.takePlace(channelId, customerId);
    var conversation =
        place
            .map(QueuePlace::conversation)
            .orElseGet(() -> conversations.get(channelId, customerId));
    var decision =
        gate.decide(
            channel, conversation, draft, inReplyTo, now, properties.acceptMargin(), locale);
    var label = decision.verdict().label();
    if (label == null || place.isEmpty()) {
      throw decision.refusal();
    }
    var message =
        new OutboundMessage(
            channelId,
            messageId,
            customerId,
            null,
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
    store.insert(message, place.get().ordinal(), keyName);
    return message;
  }

  /// Each part with its length, so that no two requests read alike.
  private static String hash(String addressee, Draft draft, @Nullable String inReplyTo) {
    return Sha256.hex(
        Stream.of(
                addressee,
                draft.sender().getClass().getSimpleName(),
                Objects.toString(OutboundStore.agentId(draft.sender())),
                draft.text(),
                Objects.toString(draft.notAfter()),
                Objects.toString(inReplyTo))
            .map(part -> part.length() + ":" + part)
            .collect(Collectors.joining()));
  }

  /// Decides over a new request and puts it into the outbox.
  @FunctionalInterface
  private interface Queueing {

    OutboundMessage queue(Channel channel, MessageId messageId, Instant now);
  }

  /// @param keyName name of the credential that sends
  record Credential(String keyName, String idempotencyKey) {}
}
