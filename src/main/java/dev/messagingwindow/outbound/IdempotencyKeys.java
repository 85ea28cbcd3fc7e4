package dev.messagingwindow.outbound;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.sql.SqlInstants;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Which request a key was used for. A key is bound by the transaction that accepts the message: a
/// refusal binds nothing.
@Repository
class IdempotencyKeys {

  private final JdbcClient jdbc;

  IdempotencyKeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Binds the key, or tells what it is bound to. A second request with the key waits here until
  /// the first has ended.
  Optional<Bound> bind(
      ChannelId channelId, String key, Bound request, Instant now, Instant expiresAt) {
    var isNew =
        jdbc.sql(
                """
                insert into idempotency_key as known (channel_id, idempotency_key, request_hash, message_id, expires_at)
                values (?, ?, ?, ?, ?)
                on conflict (channel_id, idempotency_key) do update
                  set request_hash = excluded.request_hash, message_id = excluded.message_id, expires_at = excluded.expires_at
                  where known.expires_at <= ?
                """)
            .params(
                channelId.value(),
                key,
                request.requestHash(),
                request.messageId().value(),
                SqlInstants.bind(expiresAt),
                SqlInstants.bind(now))
            .update();
    return isNew == 1 ? Optional.empty() : find(channelId, key);
  }

  private Optional<Bound> find(ChannelId channelId, String key) {
    return jdbc.sql(
            """
            select request_hash, message_id from idempotency_key
            where channel_id = ? and idempotency_key = ?
            """)
        .params(channelId.value(), key)
        .query((row, _) ->
            new Bound(
                row.getString("request_hash"),
                new MessageId(row.getObject("message_id", UUID.class))))
        .optional();
  }

  /// @param requestHash tells one request from another
  /// @param messageId what the request became
  record Bound(String requestHash, MessageId messageId) {}
}
