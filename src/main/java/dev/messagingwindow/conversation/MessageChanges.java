package dev.messagingwindow.conversation;

import static dev.messagingwindow.sql.SqlColumns.column;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.sql.SqlInstants;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Edits and unsends. One that comes before its message waits for it in `early_change`.
@Repository
class MessageChanges {

  private final JdbcClient jdbc;

  MessageChanges(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The caller holds the conversations' rows. A disconnected channel's texts only go.
  void apply(Collection<Change> changes, Instant now) {
    if (!changes.isEmpty()) {
      keepEarly(changes, change(changes), now);
    }
  }

  /// @return those changes that met their message
  private Set<Change.Message> change(Collection<Change> changes) {
    return jdbc.sql(
            """
            update message m set
              text = case
                when m.deleted or c.deleted then null
                when c.edit_number > coalesce(m.edit_number, 0) then c.text
                else m.text end,
              attachments = case when m.deleted or c.deleted then null else m.attachments end,
              deleted = m.deleted or c.deleted,
              edit_number = greatest(m.edit_number, c.edit_number)
            from unnest(?::uuid[], ?::text[], ?::text[], ?::boolean[], ?::integer[], ?::text[])
              c (channel_id, customer_id, mid, deleted, edit_number, text)
            join channel on channel.channel_id = c.channel_id
            where (c.deleted or channel.connection <> 'DISCONNECTED')
              and m.channel_id = c.channel_id and m.customer_id = c.customer_id
              and m.meta_message_id = c.mid and m.direction = 'INBOUND' and m.kind = 'MESSAGE'
            returning m.channel_id, m.meta_message_id
            """)
        .param(column(changes, change -> change.message().channelId().toString()))
        .param(column(changes, change -> change.customerId().value()))
        .param(column(changes, change -> change.message().metaMessageId()))
        .param(column(changes, change -> Boolean.toString(change.deleted())))
        .param(column(changes, change -> change.editNumber()))
        .param(column(changes, Change::text))
        .query((row, _) ->
            new Change.Message(
                new ChannelId(row.getObject("channel_id", UUID.class)),
                row.getString("meta_message_id")))
        .set();
  }

  private void keepEarly(Collection<Change> changes, Set<Change.Message> met, Instant now) {
    var early = changes.stream().filter(change -> !met.contains(change.message())).toList();
    if (early.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into early_change as known (channel_id, meta_message_id, deleted, edit_number, text, changed_at)
            select early.*, ?::timestamptz
            from unnest(?::uuid[], ?::text[], ?::boolean[], ?::integer[], ?::text[])
              early (channel_id, meta_message_id, deleted, edit_number, text)
            join channel on channel.channel_id = early.channel_id
            where early.deleted or channel.connection <> 'DISCONNECTED'
            order by 1, 2
            on conflict (channel_id, meta_message_id) do update set
              text = case
                when known.deleted or excluded.deleted then null
                when excluded.edit_number > coalesce(known.edit_number, 0) then excluded.text
                else known.text end,
              deleted = known.deleted or excluded.deleted,
              edit_number = greatest(known.edit_number, excluded.edit_number),
              changed_at = greatest(known.changed_at, excluded.changed_at)
            """)
        .param(SqlInstants.bind(now))
        .param(column(early, change -> change.message().channelId().toString()))
        .param(column(early, change -> change.message().metaMessageId()))
        .param(column(early, change -> Boolean.toString(change.deleted())))
        .param(column(early, change -> change.editNumber()))
        .param(column(early, Change::text))
        .update();
  }
}
