package dev.messagingwindow.sandbox.customer;

import java.time.Instant;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Webhooks that the service has not yet answered with 200.
@Component
@Profile("sandbox")
class SandboxWebhookStore {

  private static final int BATCH = 100;

  private final JdbcClient jdbc;

  SandboxWebhookStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @param createdAt by the movable clock: Meta gives up after a while
  /// @param dueAt by real time
  Waiting add(String body, Instant createdAt, Instant dueAt) {
    var id =
        jdbc.sql(
                """
                insert into sandbox.webhook (body, attempts, due_at, created_at)
                values (:body, 0, :dueAt, :createdAt) returning id
                """)
            .param("body", body)
            .param("dueAt", SqlInstants.utc(dueAt))
            .param("createdAt", SqlInstants.utc(createdAt))
            .query(Long.class)
            .single();
    return new Waiting(id, body, 0);
  }

  /// In the order in which things happened.
  List<Waiting> due(Instant realNow) {
    return jdbc.sql(
            """
            select id, body, attempts from sandbox.webhook
            where due_at <= :now order by id limit :batch
            """)
        .param("now", SqlInstants.utc(realNow))
        .param("batch", BATCH)
        .query((row, _) ->
            new Waiting(row.getLong("id"), row.getString("body"), row.getInt("attempts")))
        .list();
  }

  void remove(Waiting delivered) {
    jdbc.sql("delete from sandbox.webhook where id = :id").param("id", delivered.id()).update();
  }

  void postpone(Waiting failed, Instant dueAt) {
    jdbc.sql("update sandbox.webhook set attempts = attempts + 1, due_at = :at where id = :id")
        .param("at", SqlInstants.utc(dueAt))
        .param("id", failed.id())
        .update();
  }

  int giveUp(Instant createdUntil) {
    return jdbc.sql("delete from sandbox.webhook where created_at <= :until")
        .param("until", SqlInstants.utc(createdUntil))
        .update();
  }

  /// @param attempts how many failed
  record Waiting(long id, String body, int attempts) {}
}
