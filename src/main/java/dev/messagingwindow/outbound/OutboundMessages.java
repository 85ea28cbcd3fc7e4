package dev.messagingwindow.outbound;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.outbox.OutboundMessage;
import dev.messagingwindow.outbox.OutboundStore;
import dev.messagingwindow.outbox.OutboxBell;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Accepts messages into the outbox, each request once.
@Service
class OutboundMessages {

  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
  private final Channels channels;
  private final WindowMessages windowMessages;
  private final PrivateReplies privateReplies;
  private final OutboundStore store;
  private final IdempotencyKeys idempotencyKeys;
  private final Refusals refusals;
  private final OutboxBell bell;
  private final TransactionTemplate transaction;
  private final OutboundProperties properties;
  private final Clock clock;

  OutboundMessages(
      Channels channels,
      WindowMessages windowMessages,
      PrivateReplies privateReplies,
      OutboundStore store,
      IdempotencyKeys idempotencyKeys,
      Refusals refusals,
      OutboxBell bell,
      TransactionTemplate transaction,
      OutboundProperties properties,
      Clock clock) {
    this.channels = channels;
    this.windowMessages = windowMessages;
    this.privateReplies = privateReplies;
    this.store = store;
    this.idempotencyKeys = idempotencyKeys;
    this.refusals = refusals;
    this.bell = bell;
    this.transaction = transaction;
    this.properties = properties;
    this.clock = clock;
  }

  /// Puts a message into the outbox, or finds what the same request became before.
  ///
  /// @throws ApiProblem `message-rejected`, `confirmation-required`, `confirmation-invalid`,
  ///   `idempotency-key-reused`, `channel-not-found`
  OutboundMessage accept(
      ChannelId channelId, CustomerId customerId, Submission submission, String idempotencyKey) {
    return once(
        channelId,
        customerId.value(),
        submission,
        idempotencyKey,
        (channel, messageId, now) ->
            windowMessages.queue(channel, messageId, customerId, submission, now));
  }

  /// The same for a private reply to a comment or visitor post.
  ///
  /// @throws ApiProblem `message-rejected`, `confirmation-invalid`, `idempotency-key-reused`,
  ///   `channel-not-found`
  OutboundMessage acceptPrivateReply(
      ChannelId channelId, ReplyTarget target, Submission submission, String idempotencyKey) {
    return once(
        channelId,
        // no customer id has a colon
        target.kind() + ":" + target.id(),
        submission,
        idempotencyKey,
        (channel, messageId, now) ->
            privateReplies.queue(channel, messageId, target, submission, now));
  }

  private OutboundMessage once(
      ChannelId channelId,
      String addressee,
      Submission submission,
      String idempotencyKey,
      Queueing queueing) {
    var now = clock.instant();
    var acceptance =
        transaction.execute(status -> {
          var request =
              new IdempotencyKeys.Bound(
                  submission.fingerprint(addressee), new MessageId(ids.generate()));
          var channel = channels.get(channelId);
          var accepted =
              idempotencyKeys
                  .bind(
                      channelId,
                      idempotencyKey,
                      request,
                      now,
                      now.plus(properties.idempotencyRetention()))
                  .map(first -> again(channelId, request, first))
                  .orElseGet(() -> queueing.queue(channel, request.messageId(), now));
          if (accepted instanceof Acceptance.Refused) {
            // a refusal binds no key, takes no place in the queue and uses no confirmation up
            status.setRollbackOnly();
          }
          return accepted;
        });
    return switch (acceptance) {
      case Acceptance.Accepted(var message) -> {
        bell.ring();
        yield message;
      }
      case Acceptance.Refused refused ->
          throw refusals.refuse(channelId, submission, submission.boundTo(addressee), refused, now);
    };
  }

  OutboundMessage get(ChannelId channelId, MessageId messageId) {
    channels.get(channelId);
    return store
        .find(channelId, messageId)
        .orElseThrow(
            () -> new ApiProblem(ProblemType.MESSAGE_NOT_FOUND, "No message has this id."));
  }

  private Acceptance again(
      ChannelId channelId, IdempotencyKeys.Bound request, IdempotencyKeys.Bound first) {
    if (!first.requestHash().equals(request.requestHash())) {
      throw new ApiProblem(
          ProblemType.IDEMPOTENCY_KEY_REUSED,
          "Use a new Idempotency-Key for another path or body.");
    }
    return new Acceptance.Accepted(
        store.findAsAccepted(channelId, first.messageId()).orElseThrow());
  }

  /// Decides over a new request and puts it into the outbox.
  @FunctionalInterface
  private interface Queueing {

    Acceptance queue(Channel channel, MessageId messageId, Instant now);
  }
}
