package dev.messagingwindow.comment;

import static dev.messagingwindow.sql.SqlColumns.column;
import static dev.messagingwindow.sql.SqlInstants.bind;
import static dev.messagingwindow.sql.SqlInstants.read;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.ReplyTarget;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The rights to private replies. What arrives by webhook never touches who used one.
@Repository
class CommentStore {

  private final JdbcClient jdbc;

  CommentStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void apply(Collection<CommentChange> changes) {
    jdbc.sql(
            """
            insert into private_reply_right as known
              (channel_id, target_kind, target_id, customer_id, live, created_at, removed_at, ends_at)
            select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::boolean[],
              ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
            order by 1, 2, 3
            on conflict (channel_id, target_kind, target_id) do update set
              customer_id = coalesce(known.customer_id, excluded.customer_id),
              live = known.live or excluded.live,
              created_at = least(known.created_at, excluded.created_at),
              removed_at = least(known.removed_at, excluded.removed_at),
              ends_at = least(known.ends_at, excluded.ends_at)
            """)
        .param(column(changes, CommentChange::channelId))
        .param(column(changes, change -> change.target().kind()))
        .param(column(changes, change -> change.target().id()))
        .param(column(changes, CommentChange::author))
        .param(column(changes, CommentChange::live))
        .param(column(changes, CommentChange::createdAt))
        .param(column(changes, CommentChange::removedAt))
        .param(column(changes, CommentChange::endsAt))
        .update();
  }

  Optional<Comment> find(ChannelId channelId, ReplyTarget target) {
    return jdbc.sql(
            """
            select * from private_reply_right
            where channel_id = ? and target_kind = ? and target_id = ?
            """)
        .params(channelId.value(), target.kind().name(), target.id())
        .query((row, _) -> comment(row))
        .optional();
  }

  Optional<Comment> lock(ChannelId channelId, ReplyTarget target) {
    return jdbc.sql(
            """
            select * from private_reply_right
            where channel_id = ? and target_kind = ? and target_id = ? for update
            """)
        .params(channelId.value(), target.kind().name(), target.id())
        .query((row, _) -> comment(row))
        .optional();
  }

  void use(ChannelId channelId, ReplyTarget target, MessageId messageId, Instant now) {
    jdbc.sql(
            """
            update private_reply_right set used_by = ?, used_at = ?
            where channel_id = ? and target_kind = ? and target_id = ? and used_by is null
            """)
        .params(messageId.value(), bind(now), channelId.value(), target.kind().name(), target.id())
        .update();
  }

  void giveBack(ChannelId channelId, ReplyTarget target, MessageId messageId) {
    jdbc.sql(
            """
            update private_reply_right set used_by = null, used_at = null
            where channel_id = ? and target_kind = ? and target_id = ? and used_by = ?
            """)
        .params(channelId.value(), target.kind().name(), target.id(), messageId.value())
        .update();
  }

  /// @return how many were forgotten
  int forget(Instant endedUntil) {
    return jdbc.sql("delete from private_reply_right where ends_at <= ?")
        .param(bind(endedUntil))
        .update();
  }

  private static Comment comment(ResultSet row) throws SQLException {
    var author = row.getString("customer_id");
    var usedBy = row.getObject("used_by", UUID.class);
    return new Comment(
        new ReplyTarget(
            ReplyTarget.Kind.valueOf(row.getString("target_kind")), row.getString("target_id")),
        author == null ? null : new CustomerId(author),
        row.getBoolean("live"),
        read(row, "created_at"),
        read(row, "removed_at"),
        usedBy == null ? null : new MessageId(usedBy),
        read(row, "used_at"));
  }
}
