package dev.messagingwindow.conversation;

import static dev.messagingwindow.sql.SqlColumns.column;
import static dev.messagingwindow.sql.SqlInstants.bind;
import static dev.messagingwindow.sql.SqlInstants.day;
import static dev.messagingwindow.sql.SqlInstants.read;

import dev.messagingwindow.conversation.Conversations.QueuePlace;
import dev.messagingwindow.ledger.LedgerKey;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.window.CustomerActions;
import dev.messagingwindow.window.OpenedBy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Who acted when. Every statement moves many rows at once and only forward in time.
@Repository
class ConversationStore {

  private final JdbcClient jdbc;

  ConversationStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void move(Collection<Movement> movements, Instant now) {
    jdbc.sql(
            """
            insert into conversation as known
              (channel_id, customer_id, conversation_id, opened_at, opened_by, last_message_at, last_answered_at, updated_at, updated_on)
            select moved.*, ?::timestamptz, ?::date
            from unnest(?::uuid[], ?::text[], ?::uuid[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::timestamptz[]) moved
            order by 1, 2
            on conflict (channel_id, customer_id) do update set
              opened_by = case
                when known.opened_at is null or excluded.opened_at > known.opened_at then excluded.opened_by
                when excluded.opened_at = known.opened_at and excluded.opened_by = 'MESSAGE' then 'MESSAGE'
                else known.opened_by end,
              opened_at = greatest(known.opened_at, excluded.opened_at),
              last_message_at = greatest(known.last_message_at, excluded.last_message_at),
              last_answered_at = greatest(known.last_answered_at, excluded.last_answered_at),
              updated_at = greatest(known.updated_at, excluded.updated_at),
              updated_on = greatest(known.updated_on, excluded.updated_on)
            """)
        .param(bind(now))
        .param(day(now))
        .param(column(movements, movement -> movement.channelId().toString()))
        .param(column(movements, movement -> movement.customerId().value()))
        .param(column(movements, _ -> UUID.randomUUID().toString()))
        .param(column(movements, movement -> movement.openedAt()))
        .param(column(movements, movement -> movement.openedBy()))
        .param(column(movements, movement -> movement.lastMessageAt()))
        .param(column(movements, movement -> movement.lastAnsweredAt()))
        .update();
  }

  Optional<Conversation> find(ChannelId channelId, CustomerId customerId) {
    return jdbc.sql("select * from conversation where channel_id = ? and customer_id = ?")
        .params(channelId.value(), customerId.value())
        .query((row, _) -> conversation(row))
        .optional();
  }

  /// Locks the conversation, so that nobody else can accept a message in it, and takes its next
  /// place in the queue. The first to come gives it its salt.
  Optional<QueuePlace> lock(ChannelId channelId, CustomerId customerId) {
    return jdbc.sql(
            """
            update conversation set next_ordinal = next_ordinal + 1, ledger_salt = coalesce(ledger_salt, ?)
            where channel_id = ? and customer_id = ?
            returning *, next_ordinal - 1 as ordinal
            """)
        .params(LedgerKey.newSalt(), channelId.value(), customerId.value())
        .query((row, _) -> new QueuePlace(row.getLong("ordinal"), conversation(row)))
        .optional();
  }

  Optional<LedgerKey> ledgerKey(ChannelId channelId, CustomerId customerId) {
    return jdbc.sql(
            """
            update conversation set ledger_salt = coalesce(ledger_salt, ?)
            where channel_id = ? and customer_id = ? returning conversation_id, ledger_salt
            """)
        .params(LedgerKey.newSalt(), channelId.value(), customerId.value())
        .query((row, _) -> ledgerKey(row))
        .optional();
  }

  void closeByMeta(ChannelId channelId, CustomerId customerId, Instant now) {
    jdbc.sql(
            """
            update conversation
            set closed_by_meta_at = greatest(closed_by_meta_at, ?), updated_at = greatest(updated_at, ?), updated_on = greatest(updated_on, ?)
            where channel_id = ? and customer_id = ?
            """)
        .params(bind(now), bind(now), day(now), channelId.value(), customerId.value())
        .update();
  }

  void suspendHumanAgent(ChannelId channelId, CustomerId customerId, Instant now) {
    jdbc.sql(
            """
            update conversation
            set human_agent_suspended_at = coalesce(human_agent_suspended_at, ?), updated_at = greatest(updated_at, ?), updated_on = greatest(updated_on, ?)
            where channel_id = ? and customer_id = ?
            """)
        .params(bind(now), bind(now), day(now), channelId.value(), customerId.value())
        .update();
  }

  /// @param customerId null for all of the channel
  /// @return how many were suspended
  int resumeHumanAgent(ChannelId channelId, @Nullable CustomerId customerId, Instant now) {
    return jdbc.sql(
            """
            with suspended as (
              select customer_id from conversation
              where channel_id = :channel and human_agent_suspended_at is not null
                and (cast(:customer as text) is null or customer_id = :customer)
              order by customer_id for update)
            update conversation
            set human_agent_suspended_at = null, updated_at = greatest(updated_at, :now),
              updated_on = greatest(updated_on, :today)
            where channel_id = :channel and customer_id in (select customer_id from suspended)
            """)
        .param("channel", channelId.value())
        .param("customer", customerId == null ? null : customerId.value())
        .param("now", bind(now))
        .param("today", day(now))
        .update();
  }

  static Conversation conversation(ResultSet row) throws SQLException {
    return new Conversation(
        new CustomerId(row.getString("customer_id")),
        actions(row),
        read(row, "human_agent_suspended_at"),
        ledgerKey(row));
  }

  private static @Nullable LedgerKey ledgerKey(ResultSet row) throws SQLException {
    var conversationId = row.getObject("conversation_id", UUID.class);
    return conversationId == null
        ? null
        : LedgerKey.of(conversationId, row.getBytes("ledger_salt"));
  }

  private static @Nullable CustomerActions actions(ResultSet row) throws SQLException {
    var openedAt = read(row, "opened_at");
    return openedAt == null
        ? null
        : new CustomerActions(
            openedAt,
            OpenedBy.valueOf(row.getString("opened_by")),
            read(row, "last_message_at"),
            read(row, "closed_by_meta_at"));
  }
}
