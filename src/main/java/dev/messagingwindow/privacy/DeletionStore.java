package dev.messagingwindow.privacy;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.sql.SqlColumns;
import dev.messagingwindow.sql.SqlInstants;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables of deletions: which were asked for, and which channels are left of each.
@Repository
class DeletionStore {

  private final JdbcClient jdbc;

  DeletionStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The same code again: what was connected since is deleted too.
  void insert(String code, List<ChannelId> channels, Instant now) {
    jdbc.sql(
            """
            insert into deletion_request as known (code, requested_at, done_at)
            values (:code, :now, case when :nothing then cast(:now as timestamptz) end)
            on conflict (code) do update set
              requested_at = case when :nothing then known.requested_at else excluded.requested_at end,
              done_at = case when :nothing then known.done_at end
            """)
        .param("code", code)
        .param("now", SqlInstants.bind(now))
        .param("nothing", channels.isEmpty())
        .update();
    jdbc.sql(
            """
            insert into deletion_channel (channel_id, code)
            select channel_id, ? from unnest(?::uuid[]) c (channel_id) order by 1
            on conflict (channel_id, code) do update set done_at = null
            """)
        .params(code, SqlColumns.column(channels, ChannelId::toString))
        .update();
  }

  Optional<Deletion> find(String code) {
    return jdbc.sql("select requested_at, done_at from deletion_request where code = ?")
        .param(code)
        .query((row, _) ->
            new Deletion(
                code, SqlInstants.require(row, "requested_at"), SqlInstants.read(row, "done_at")))
        .optional();
  }

  /// Channels of which something may be left and that no other instance works on; they are this
  /// transaction's until it ends.
  List<Pending> lockPending() {
    return jdbc.sql(
            """
            select c.channel_id, c.code, r.requested_at
            from deletion_channel c join deletion_request r on r.code = c.code
            where r.done_at is null and c.done_at is null
            order by c.channel_id limit 100 for update of c skip locked
            """)
        .query((row, _) ->
            new Pending(
                new ChannelId(row.getObject("channel_id", UUID.class)),
                row.getString("code"),
                SqlInstants.require(row, "requested_at")))
        .list();
  }

  boolean isPending(ChannelId channelId) {
    return jdbc.sql(
            "select exists (select 1 from deletion_channel where channel_id = ? and done_at is null)")
        .param(channelId.value())
        .query(Boolean.class)
        .single();
  }

  /// Nothing is left of this channel; when nothing is left of any, the deletion is done.
  void finish(Pending channel, Instant now) {
    jdbc.sql("update deletion_channel set done_at = ? where channel_id = ? and code = ?")
        .params(SqlInstants.bind(now), channel.channelId().value(), channel.code())
        .update();
    jdbc.sql(
            """
            update deletion_request set done_at = ?
            where code = ? and done_at is null
              and not exists (select 1 from deletion_channel where code = ? and done_at is null)
            """)
        .params(SqlInstants.bind(now), channel.code(), channel.code())
        .update();
  }

  /// What the status page tells.
  ///
  /// @param doneAt null while it goes on
  record Deletion(String code, Instant requestedAt, @Nullable Instant doneAt) {}

  record Pending(ChannelId channelId, String code, Instant requestedAt) {}
}
