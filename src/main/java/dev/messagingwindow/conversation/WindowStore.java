package dev.messagingwindow.conversation;

import static dev.messagingwindow.sql.SqlColumns.column;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.ChannelStatus;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.Extension;
import dev.messagingwindow.sql.SqlInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Everything a window is made of, for many customers of any channels in one statement.
@Repository
class WindowStore {

  private final JdbcClient jdbc;

  WindowStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What was found, in the order asked; null where there is no such channel.
  List<@Nullable Found> read(List<Asked> asked) {
    var found = new @Nullable Found[asked.size()];
    jdbc.sql(
            """
            select asked.number, asked.channel_id, asked.customer_id,
              case when channel.connection = 'CONNECTED' and channel.held_at is not null then 'ON_HOLD'
                else channel.connection end as status,
              channel.extended_window,
              (select min(w.warned_at) from channel_warning w
                where w.channel_id = asked.channel_id and w.kind = 'POLICY_WARNING') as warned_at,
              c.opened_at, c.opened_by, c.last_message_at, c.closed_by_meta_at, c.human_agent_suspended_at,
              c.conversation_id, c.ledger_salt
            from unnest(?::uuid[], ?::text[]) with ordinality asked (channel_id, customer_id, number)
            join channel on channel.channel_id = asked.channel_id
            left join conversation c on c.channel_id = asked.channel_id and c.customer_id = asked.customer_id
            """)
        .param(column(asked, one -> one.channelId.toString()))
        .param(column(asked, one -> one.customerId.value()))
        .query((ResultSet row) -> {
          while (row.next()) {
            found[row.getInt("number") - 1] = found(row);
          }
          return found;
        });
    return Arrays.asList(found);
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(
        new Channel.Standing(
            new ChannelId(row.getObject("channel_id", UUID.class)),
            ChannelStatus.valueOf(row.getString("status")),
            Extension.of(row.getBoolean("extended_window")),
            SqlInstants.read(row, "warned_at")),
        ConversationStore.conversation(row));
  }

  record Asked(ChannelId channelId, CustomerId customerId) {}

  /// @param conversation also that of a customer nobody heard of
  record Found(Channel.Standing channel, Conversation conversation) {}
}
