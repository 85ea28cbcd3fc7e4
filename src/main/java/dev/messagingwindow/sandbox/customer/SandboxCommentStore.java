package dev.messagingwindow.sandbox.customer;

import dev.messagingwindow.model.Platform;
import dev.messagingwindow.model.ReplyTarget;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The comments and visitor posts that Meta's side knows.
@Component
@Profile("sandbox")
public class SandboxCommentStore {

  private final JdbcClient jdbc;

  SandboxCommentStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Writing the same again changes nothing.
  void write(SandboxComment comment) {
    jdbc.sql(
            """
            insert into sandbox.comment (kind, comment_id, account_id, customer_id, live, created_at)
            values (:kind, :id, :account, :customer, :live, :createdAt)
            on conflict do nothing
            """)
        .param("kind", comment.target().kind().name())
        .param("id", comment.target().id())
        .param("account", comment.accountId())
        .param("customer", comment.customerId())
        .param("live", comment.live())
        .param("createdAt", SqlInstants.utc(comment.createdAt()))
        .update();
  }

  void remove(ReplyTarget target, Instant now) {
    jdbc.sql(
            """
            update sandbox.comment set removed_at = coalesce(removed_at, :now)
            where kind = :kind and comment_id = :id
            """)
        .param("now", SqlInstants.utc(now))
        .param("kind", target.kind().name())
        .param("id", target.id())
        .update();
  }

  /// Uses the one private reply up.
  ///
  /// @return false when it was used before
  public boolean reply(ReplyTarget target, Instant now) {
    return jdbc.sql(
                """
                update sandbox.comment set replied_at = :now
                where kind = :kind and comment_id = :id and replied_at is null
                """)
            .param("now", SqlInstants.utc(now))
            .param("kind", target.kind().name())
            .param("id", target.id())
            .update()
        == 1;
  }

  /// The comment that a send to this address means: the account's own, or, at the address of a
  /// Page, that of an Instagram account connected through it.
  public Optional<SandboxComment> addressed(String accountId, ReplyTarget target) {
    return find(target)
        .filter(comment ->
            comment.accountId().equals(accountId)
                || (MetaMade.platformOf(accountId) == Platform.FACEBOOK
                    && MetaMade.platformOf(comment.accountId()) == Platform.INSTAGRAM));
  }

  Optional<SandboxComment> find(ReplyTarget target) {
    return jdbc.sql("select * from sandbox.comment where kind = :kind and comment_id = :id")
        .param("kind", target.kind().name())
        .param("id", target.id())
        .query((row, _) -> comment(target, row))
        .optional();
  }

  private static SandboxComment comment(ReplyTarget target, ResultSet row) throws SQLException {
    return new SandboxComment(
        target,
        row.getString("account_id"),
        row.getString("customer_id"),
        row.getBoolean("live"),
        SqlInstants.read(row, "created_at"),
        readNullable(row, "removed_at"),
        readNullable(row, "replied_at"));
  }

  private static @Nullable Instant readNullable(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
