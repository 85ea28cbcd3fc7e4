package dev.messagingwindow.outbox;

import static dev.messagingwindow.sql.SqlColumns.column;
import static dev.messagingwindow.sql.SqlInstants.bind;
import static dev.messagingwindow.sql.SqlInstants.read;
import static dev.messagingwindow.sql.SqlInstants.require;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.outbox.ParkedMessage.Why;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Messages that do not get on by themselves. What a worker holds is none of them.
@Repository
class ParkedStore {

  /// As `Outbox` has it: a lease runs on real time.
  private static final String PARKED =
      """
      (o.status = 'UNKNOWN' or o.status = 'QUEUED'
        and coalesce(o.requeued_at, o.created_at) <= :stuckSince
        and (o.claimed_until is null or o.claimed_until <= :wall))
      """;

  private final JdbcClient jdbc;
  private final OutboxProperties properties;
  private final InstantSource realTime;

  ParkedStore(
      JdbcClient jdbc, OutboxProperties properties, @Qualifier("realTime") InstantSource realTime) {
    this.jdbc = jdbc;
    this.properties = properties;
    this.realTime = realTime;
  }

  /// In order of acceptance.
  ///
  /// @param channelIds null for all
  /// @param after only what was accepted after this one
  List<ParkedMessage> page(
      @Nullable Set<ChannelId> channelIds, @Nullable MessageId after, Instant now, int limit) {
    return parked(
            """
            select o.channel_id, o.message_id, o.status, o.created_at, o.requeued_at, o.attempts, o.due_at, o.dispatched_at,
              o.may_have_left, o.failure_reason, o.failure_code, o.failure_subcode, c.connection, c.held_at,
              coalesce(p.not_before > :wall, false) or coalesce(a.not_before > :wall, false) as throttled,
              (select earlier.message_id from outbound_message earlier
                where earlier.channel_id = o.channel_id and earlier.customer_id = o.customer_id
                  and earlier.ordinal < o.ordinal and earlier.status = 'QUEUED'
                order by earlier.ordinal limit 1) as behind
            from outbound_message o join channel c on c.channel_id = o.channel_id
              left join channel_pause p on p.channel_id = c.channel_id
              left join app_pause a on a.login = c.login
            where o.status in ('QUEUED', 'UNKNOWN') and %s
              and (cast(:channels as uuid[]) is null or o.channel_id = any(cast(:channels as uuid[])))
              and (cast(:after as uuid) is null or o.message_id > cast(:after as uuid))
            order by o.message_id limit :limit
            """,
            now)
        .param("channels", channelIds == null ? null : column(channelIds, ChannelId::toString))
        .param("after", after == null ? null : after.toString())
        .param("limit", limit)
        .query((row, _) -> message(row, now))
        .list();
  }

  /// The channel of a message that is not settled.
  Optional<ChannelId> channelOf(MessageId messageId) {
    return jdbc.sql(
            """
            select channel_id from outbound_message
            where message_id = ? and status in ('QUEUED', 'UNKNOWN')
            """)
        .param(messageId.value())
        .query(UUID.class)
        .optional()
        .map(ChannelId::new);
  }

  /// Into the queue again, at its own place; empty when it is not parked. The claim of a worker
  /// that is slow to hear from Meta stays until another takes it: should Meta have taken the
  /// message after all, that worker still says so.
  Optional<Changed> requeue(ChannelId channelId, MessageId messageId, Instant now) {
    return change(
        """
        update outbound_message o
        set status = 'QUEUED', due_at = :now, claimed_until = null, dispatched_at = null, requeued_at = :now, transient_failures = 0,
          may_have_left = o.may_have_left or o.dispatched_at is not null,
          failure_reason = null, failure_code = null, failure_subcode = null, failure_message = null
        where o.channel_id = :channel and o.message_id = :message and %s
        returning *
        """,
        channelId, messageId, now);
  }

  /// Ends it; what Meta said stays. Empty when it is not parked.
  Optional<Changed> giveUp(ChannelId channelId, MessageId messageId, Instant now) {
    return change(
        """
        update outbound_message o
        set status = 'FAILED', failure_reason = 'GIVEN_UP', failure_code = coalesce(o.failure_code, 0),
          failure_message = coalesce(o.failure_message, 'given up by an operator'),
          may_have_left = o.may_have_left or o.dispatched_at is not null
        where o.channel_id = :channel and o.message_id = :message and %s
        returning *
        """,
        channelId, messageId, now);
  }

  /// How many there are, and since when the oldest message is queued.
  Counts count(Instant now) {
    return parked(
            """
            select count(*) filter (where o.status = 'UNKNOWN') as unknown,
              count(*) filter (where o.status = 'QUEUED' and %s) as stuck,
              min(coalesce(o.requeued_at, o.created_at)) filter (where o.status = 'QUEUED') as oldest
            from outbound_message o where o.status in ('QUEUED', 'UNKNOWN')
            """,
            now)
        .query((row, _) ->
            new Counts(row.getLong("unknown"), row.getLong("stuck"), read(row, "oldest")))
        .single();
  }

  private Optional<Changed> change(
      String statement, ChannelId channelId, MessageId messageId, Instant now) {
    return parked(statement, now)
        .param("channel", channelId.value())
        .param("message", messageId.value())
        .param("now", bind(now))
        .query((row, _) -> new Changed(OutboundStore.message(row), row.getBoolean("may_have_left")))
        .optional();
  }

  private JdbcClient.StatementSpec parked(String statement, Instant now) {
    return jdbc.sql(statement.formatted(PARKED))
        .param("stuckSince", bind(now.minus(properties.stuckAfter())))
        .param("wall", bind(realTime.instant()));
  }

  private static ParkedMessage message(ResultSet row, Instant now) throws SQLException {
    var behind = row.getObject("behind", UUID.class);
    var requeuedAt = read(row, "requeued_at");
    var failureReason = row.getString("failure_reason");
    return new ParkedMessage(
        new ChannelId(row.getObject("channel_id", UUID.class)),
        new MessageId(row.getObject("message_id", UUID.class)),
        OutboundMessage.Status.valueOf(row.getString("status")),
        why(row, now),
        requeuedAt == null ? require(row, "created_at") : requeuedAt,
        row.getInt("attempts"),
        require(row, "due_at"),
        row.getBoolean("may_have_left") || read(row, "dispatched_at") != null,
        behind == null ? null : new MessageId(behind),
        failureReason == null
            ? null
            : new ParkedMessage.Known(
                row.getObject("failure_code", Integer.class),
                row.getObject("failure_subcode", Integer.class),
                failureReason));
  }

  private static Why why(ResultSet row, Instant now) throws SQLException {
    if (read(row, "dispatched_at") != null) {
      return Why.NO_ANSWER;
    }
    if (row.getString("connection").equals("RECONNECT_REQUIRED")) {
      return Why.CHANNEL_RECONNECT_REQUIRED;
    }
    if (read(row, "held_at") != null) {
      return Why.CHANNEL_ON_HOLD;
    }
    if (row.getBoolean("throttled")) {
      return Why.THROTTLED;
    }
    if (row.getObject("behind") != null) {
      return Why.BEHIND_ANOTHER;
    }
    return require(row, "due_at").isAfter(now) ? Why.RETRYING : Why.WAITING;
  }

  /// @param mayHaveLeft whether Meta may have got it by an attempt so far
  record Changed(OutboundMessage message, boolean mayHaveLeft) {}

  /// @param oldestQueuedAt null when nothing is queued
  record Counts(long unknown, long stuck, @Nullable Instant oldestQueuedAt) {}
}
