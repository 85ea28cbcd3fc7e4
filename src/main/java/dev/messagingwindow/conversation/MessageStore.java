package dev.messagingwindow.conversation;

import static dev.messagingwindow.sql.SqlColumns.column;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.retention.DailyPartitions;
import dev.messagingwindow.sql.SqlInstants;
import dev.messagingwindow.window.OpenedBy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What customers wrote, and what others wrote to them in the account's name.
@Repository
class MessageStore {

  private static final TypeReference<List<MessageContent.Attachment>> ATTACHMENTS =
      new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final MessageChanges changes;
  private final DailyPartitions partitions;
  private final JsonMapper json = JsonMapper.shared();

  MessageStore(JdbcClient jdbc, MessageChanges changes, DailyPartitions partitions) {
    this.jdbc = jdbc;
    this.changes = changes;
    this.partitions = partitions;
  }

  /// Applies what the events say about texts. The caller holds the conversations' rows. A message
  /// whose retention is over already is not recorded, nor is any text of a disconnected channel:
  /// Meta delivers late for up to 36 hours.
  void apply(Collection<ConversationEvent> events, Instant now) {
    var days = partitions.kept(now);
    var written =
        events.stream()
            .filter(event -> days.contains(event.at()))
            .map(MessageStore::written)
            .filter(Objects::nonNull)
            .toList();
    if (!written.isEmpty()) {
      insert(written);
    }
    changes.apply(Change.fold(events), now);
  }

  private static @Nullable Written written(ConversationEvent event) {
    return switch (event.effect()) {
      case Effect.Opened(var by, var content) ->
          content == null ? null : new Written(event, "INBOUND", by.name(), content);
      case Effect.Answered(var content) ->
          content == null ? null : new Written(event, "OUTBOUND", OpenedBy.MESSAGE.name(), content);
      case Effect.Unsent _, Effect.Edited _, Effect.None _ -> null;
    };
  }

  /// A message that was changed or taken back before it came arrives as it is now.
  private void insert(List<Written> written) {
    jdbc.sql(
            """
            insert into message
              (channel_id, event_key, sent_at, customer_id, direction, kind, meta_message_id, text, attachments, deleted, edit_number)
            select w.channel_id, w.event_key, w.sent_at, w.customer_id, w.direction, w.kind, w.mid,
              case when c.deleted then null when c.edit_number is not null then c.text else w.text end,
              case when c.deleted then null else w.attachments end,
              coalesce(c.deleted, false), c.edit_number
            from unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::jsonb[])
              w (channel_id, event_key, sent_at, customer_id, direction, kind, mid, text, attachments)
            join channel on channel.channel_id = w.channel_id and channel.connection <> 'DISCONNECTED'
            left join early_change c on c.channel_id = w.channel_id and c.meta_message_id = w.mid
              and w.direction = 'INBOUND' and w.kind = 'MESSAGE'
            order by 1, 4, 3, 2
            on conflict do nothing
            """)
        .param(column(written, w -> w.event.channelId().toString()))
        .param(column(written, w -> w.event.key().hash().toString()))
        .param(column(written, w -> w.event.at().toString()))
        .param(column(written, w -> w.event.customerId().value()))
        .param(column(written, Written::direction))
        .param(column(written, Written::kind))
        .param(column(written, w -> w.content.metaMessageId()))
        .param(column(written, w -> w.content.text()))
        .param(column(written, w -> json(w.content.attachments())))
        .update();
  }

  /// Drops what an echo left when it turns out to be our own message.
  void forgetEcho(ChannelId channelId, CustomerId customerId, String metaMessageId) {
    jdbc.sql(
            """
            delete from message
            where channel_id = ? and customer_id = ? and meta_message_id = ? and direction = 'OUTBOUND'
            """)
        .params(channelId.value(), customerId.value(), metaMessageId)
        .update();
  }

  /// Newest first.
  ///
  /// @param before only what sorts behind this; null from the newest
  List<RecordedMessage> page(
      ChannelId channelId, CustomerId customerId, @Nullable MessageCursor before, int limit) {
    return jdbc.sql(
            """
            select * from message
            where channel_id = :channel and customer_id = :customer
              and sent_at <= coalesce(cast(:at as timestamptz), 'infinity')
              and (cast(:at as timestamptz) is null or (sent_at, event_key) < (:at, cast(:key as uuid)))
            order by sent_at desc, event_key desc
            limit :limit
            """)
        .param("channel", channelId.value())
        .param("customer", customerId.value())
        .param("at", before == null ? null : SqlInstants.bind(before.at()))
        .param("key", before == null ? null : before.key().toString())
        .param("limit", limit)
        .query((row, _) -> recorded(row))
        .list();
  }

  /// The customer's latest texts, newest first; the answered one before all others.
  List<String> request(
      ChannelId channelId, CustomerId customerId, @Nullable String inReplyTo, int limit) {
    return jdbc.sql(
            """
            select text from message
            where channel_id = ? and customer_id = ? and direction = 'INBOUND' and kind = 'MESSAGE' and text is not null
            order by (meta_message_id is not distinct from ?) desc, sent_at desc
            limit ?
            """)
        .param(channelId.value())
        .param(customerId.value())
        .param(inReplyTo)
        .param(limit)
        .query((row, _) -> row.getString("text"))
        .list();
  }

  /// When the customer wrote a message; null when it is not on record.
  @Nullable Instant sentAt(ChannelId channelId, CustomerId customerId, String metaMessageId) {
    return jdbc.sql(
            """
            select max(sent_at) as sent_at from message
            where channel_id = ? and customer_id = ? and meta_message_id = ?
              and direction = 'INBOUND' and kind = 'MESSAGE'
            """)
        .params(channelId.value(), customerId.value(), metaMessageId)
        .query((row, _) -> Optional.ofNullable(SqlInstants.read(row, "sent_at")))
        .single()
        .orElse(null);
  }

  private RecordedMessage recorded(ResultSet row) throws SQLException {
    return new RecordedMessage(
        row.getString("direction").equals("INBOUND"),
        row.getObject("event_key", UUID.class),
        SqlInstants.require(row, "sent_at"),
        row.getString("kind"),
        new MessageContent(
            row.getString("meta_message_id"),
            row.getString("text"),
            attachments(row.getString("attachments"))),
        row.getBoolean("deleted"));
  }

  private @Nullable String json(List<MessageContent.Attachment> attachments) {
    return attachments.isEmpty() ? null : json.writeValueAsString(attachments);
  }

  private List<MessageContent.Attachment> attachments(@Nullable String stored) {
    return stored == null ? List.of() : json.readValue(stored, ATTACHMENTS);
  }

  private record Written(
      ConversationEvent event, String direction, String kind, MessageContent content) {}
}
