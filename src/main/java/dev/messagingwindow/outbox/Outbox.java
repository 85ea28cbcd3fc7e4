package dev.messagingwindow.outbox;

import static dev.messagingwindow.sql.SqlInstants.bind;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.messagingwindow.meta.GraphError;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.model.Login;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The queue. Each step of a message is one statement that only the holder of its claim can make.
///
/// A claim whose lease ran out is free again when the message was not yet on its way, and unknown
/// when it was: it is never sent twice. Leases run on real time, everything else on the service's
/// clock.
@Repository
class Outbox {

  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
  private final JdbcClient jdbc;
  private final OutboxProperties properties;
  private final InstantSource realTime;

  Outbox(
      JdbcClient jdbc, OutboxProperties properties, @Qualifier("realTime") InstantSource realTime) {
    this.jdbc = jdbc;
    this.properties = properties;
    this.realTime = realTime;
  }

  /// Channels whose messages wait to be sent, or to be told that the channel is gone; the one that
  /// waited longest first. What is on hold, paused or without a token waits, and however much waits
  /// for it is not looked at: one row of each other channel is.
  List<ChannelId> channelsWithDueMessages(Instant now) {
    return jdbc.sql(
            """
            select c.channel_id
            from channel c
              left join channel_pause p on p.channel_id = c.channel_id
              left join app_pause a on a.login = c.login
              cross join lateral (
                select o.due_at from outbound_message o
                where o.channel_id = c.channel_id and o.status = 'QUEUED' and o.due_at <= :now
                  and (o.claimed_until is null or o.claimed_until <= :wall)
                order by o.due_at limit 1) due
            where c.connection = 'DISCONNECTED'
              or (c.connection = 'CONNECTED' and c.held_at is null
                and (p.not_before is null or p.not_before <= :wall)
                and (a.not_before is null or a.not_before <= :wall))
            order by due.due_at
            """)
        .param("now", bind(now))
        .param("wall", bind(realTime.instant()))
        .query((row, _) -> new ChannelId(row.getObject("channel_id", UUID.class)))
        .list();
  }

  /// Settles the claims of workers that died between dispatching and hearing back.
  ///
  /// @return the messages that are unknown now
  List<OutboundMessage> settleLostDispatches(ChannelId channelId) {
    return jdbc.sql(
            """
            update outbound_message
            set status = 'UNKNOWN', failure_reason = 'NO_ANSWER', failure_code = 0,
              failure_message = 'the worker stopped before Meta answered'
            where channel_id = ? and status = 'QUEUED' and dispatched_at is not null and claimed_until <= ?
            returning *
            """)
        .params(channelId.value(), bind(realTime.instant()))
        .query((row, _) -> OutboundStore.message(row))
        .list();
  }

  /// Takes due messages of one channel, at most one per conversation: the one before which nothing
  /// is queued. Materialized, or else a plan that was made for an empty queue looks for them once
  /// per row of the channel.
  List<Claimed> claim(ChannelId channelId, Instant now, int limit) {
    var claimId = ids.generate();
    var wallTime = realTime.instant();
    return jdbc.sql(
            """
            with free as materialized (
              select o.message_id from outbound_message o
              where o.channel_id = :channel and o.status = 'QUEUED' and o.due_at <= :now
                and o.dispatched_at is null and (o.claimed_until is null or o.claimed_until <= :wall)
                and not exists (
                  select 1 from outbound_message earlier
                  where earlier.channel_id = :channel and earlier.customer_id = o.customer_id
                    and earlier.ordinal < o.ordinal and earlier.status = 'QUEUED')
              order by o.due_at limit :limit for update skip locked)
            update outbound_message taken set claim_id = :claim, claimed_until = :until
            from free
            where taken.channel_id = :channel and taken.message_id = free.message_id
            returning taken.*
            """)
        .param("claim", claimId)
        .param("until", bind(wallTime.plus(properties.lease())))
        .param("channel", channelId.value())
        .param("now", bind(now))
        .param("wall", bind(wallTime))
        .param("limit", limit)
        .query((row, _) ->
            new Claimed(
                OutboundStore.message(row),
                claimId,
                row.getInt("transient_failures"),
                row.getBoolean("may_have_left")))
        .list();
  }

  /// Committed right before the call to Meta; false when the claim was lost, or another worker was
  /// told meanwhile that the channel must wait.
  boolean dispatch(Claimed claimed, Login login, Label label) {
    var wallTime = realTime.instant();
    return jdbc.sql(
                """
                update outbound_message
                set dispatched_at = :wall, claimed_until = :until, label = :label, attempts = attempts + 1
                where channel_id = :channel and message_id = :message and claim_id = :claim and status = 'QUEUED'
                  and claimed_until > :wall
                  and not exists (select 1 from channel_pause where channel_id = :channel and not_before > :wall)
                  and not exists (select 1 from app_pause where login = :login and not_before > :wall)
                """)
            .param("wall", bind(wallTime))
            .param("until", bind(wallTime.plus(properties.lease())))
            .param("label", label.name())
            .param("channel", claimed.message().channelId().value())
            .param("message", claimed.message().messageId().value())
            .param("claim", claimed.claimId())
            .param("login", login.name())
            .update()
        == 1;
  }

  /// False when an echo was quicker and the message is settled already. Another message that an
  /// echo without metadata was taken for this one's is unknown again.
  ///
  /// @param customerId whom it went to; null when neither Meta nor we know
  boolean sent(
      Claimed claimed, String metaMessageId, @Nullable CustomerId customerId, Instant now) {
    return jdbc.sql(
                """
                with mistaken as (
                  update outbound_message
                  set status = 'UNKNOWN', meta_message_id = null, sent_at = null,
                    failure_reason = 'NO_ANSWER', failure_code = 0, failure_message = 'no answer from Meta'
                  where channel_id = :channel and meta_message_id = :mid and message_id <> :message)
                update outbound_message
                set status = 'SENT', meta_message_id = :mid, customer_id = coalesce(:customer, customer_id), sent_at = :now,
                  failure_reason = null, failure_code = null, failure_subcode = null, failure_message = null
                where channel_id = :channel and message_id = :message and claim_id = :claim and status in ('QUEUED', 'UNKNOWN')
                """)
            .param("mid", metaMessageId)
            .param("customer", customerId == null ? null : customerId.value())
            .param("now", bind(now))
            .param("channel", claimed.message().channelId().value())
            .param("message", claimed.message().messageId().value())
            .param("claim", claimed.claimId())
            .update()
        == 1;
  }

  /// False when the claim was lost.
  ///
  /// @param verdict the new verdict as JSON
  boolean rejected(Claimed claimed, String verdict) {
    return jdbc.sql(
                """
                update outbound_message set status = 'REJECTED', verdict = ?::jsonb
                where channel_id = ? and message_id = ? and claim_id = ? and status = 'QUEUED'
                """)
            .params(
                verdict,
                claimed.message().channelId().value(),
                claimed.message().messageId().value(),
                claimed.claimId())
            .update()
        == 1;
  }

  /// False when the echo was quicker and the message is settled already.
  boolean failed(Claimed claimed, GraphError error, FailureReason reason) {
    return ended(claimed, OutboundMessage.Status.FAILED, error, reason);
  }

  /// False when the echo was quicker and the message is settled already.
  boolean unknown(Claimed claimed, GraphError error) {
    return ended(claimed, OutboundMessage.Status.UNKNOWN, error, FailureReason.NO_ANSWER);
  }

  private boolean ended(
      Claimed claimed, OutboundMessage.Status status, GraphError error, FailureReason reason) {
    return jdbc.sql(
                """
                update outbound_message
                set status = ?, failure_reason = ?, failure_code = ?, failure_subcode = ?, failure_message = ?
                where channel_id = ? and message_id = ? and claim_id = ? and status = 'QUEUED'
                """)
            .param(status.name())
            .param(reason.name())
            .param(error.code())
            .param(error.subcode())
            .param(error.message())
            .param(claimed.message().channelId().value())
            .param(claimed.message().messageId().value())
            .param(claimed.claimId())
            .update()
        == 1;
  }

  /// Gives a message back that Meta certainly does not have; false when the claim was lost.
  boolean release(Claimed claimed, Instant dueAt) {
    return release(claimed, dueAt, 0);
  }

  /// The same after an attempt that counts.
  boolean retry(Claimed claimed, Instant dueAt) {
    return release(claimed, dueAt, 1);
  }

  private boolean release(Claimed claimed, Instant dueAt, int transientFailures) {
    return jdbc.sql(
                """
                update outbound_message
                set claim_id = null, claimed_until = null, dispatched_at = null, due_at = ?,
                  transient_failures = transient_failures + ?
                where channel_id = ? and message_id = ? and claim_id = ? and status = 'QUEUED'
                """)
            .params(
                bind(dueAt),
                transientFailures,
                claimed.message().channelId().value(),
                claimed.message().messageId().value(),
                claimed.claimId())
            .update()
        == 1;
  }

  /// Gives a message back, to where it was in the queue, that has to wait with its whole channel.
  boolean putBack(Claimed claimed) {
    return jdbc.sql(
                """
                update outbound_message set claim_id = null, claimed_until = null, dispatched_at = null
                where channel_id = ? and message_id = ? and claim_id = ? and status = 'QUEUED'
                """)
            .params(
                claimed.message().channelId().value(),
                claimed.message().messageId().value(),
                claimed.claimId())
            .update()
        == 1;
  }

  /// The same for everything of a claim that is not on its way.
  void putBack(ChannelId channelId, UUID claimId) {
    jdbc.sql(
            """
            update outbound_message set claim_id = null, claimed_until = null
            where channel_id = ? and claim_id = ? and status = 'QUEUED' and dispatched_at is null
            """)
        .params(channelId.value(), claimId)
        .update();
  }

  /// A message that one worker holds.
  ///
  /// @param transientFailures how often Meta could not take it for the moment
  /// @param mayHaveLeft whether Meta may have it from an attempt before
  record Claimed(
      OutboundMessage message, UUID claimId, int transientFailures, boolean mayHaveLeft) {}
}
