package dev.messagingwindow.security;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Reach;
import dev.messagingwindow.sql.SqlInstants;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of API keys.
@Repository
class ApiKeyStore {

  private final JdbcClient jdbc;

  ApiKeyStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(ApiKey key, String hash) {
    var only = key.reach().only();
    jdbc.sql(
            """
            insert into api_key (key_id, key_hash, hashed_with, name, roles, channel_ids, created_at)
            values (?, ?, 'SERVER_SECRET', ?, ?, ?, ?)
            """)
        .param(key.keyId())
        .param(hash)
        .param(key.name())
        .param(key.roles().stream().map(Role::wireName).sorted().toArray(String[]::new))
        .param(only == null ? null : only.stream().map(ChannelId::value).toArray(UUID[]::new))
        .param(SqlInstants.bind(key.createdAt()))
        .update();
  }

  /// Neither revoked nor expired ones.
  Optional<ApiKey> find(String hash, Instant now) {
    return jdbc.sql(
            """
            select * from api_key
            where key_hash = ? and hashed_with = 'SERVER_SECRET' and revoked_at is null
              and (expires_at is null or expires_at > ?)
            """)
        .params(hash, SqlInstants.bind(now))
        .query((row, _) -> apiKey(row))
        .optional();
  }

  Optional<ApiKey> lock(UUID keyId, Instant now) {
    return jdbc.sql(
            """
            select * from api_key
            where key_id = ? and revoked_at is null and (expires_at is null or expires_at > ?)
            for update
            """)
        .params(keyId, SqlInstants.bind(now))
        .query((row, _) -> apiKey(row))
        .optional();
  }

  List<ApiKey> list(Instant now) {
    return jdbc.sql(
            """
            select * from api_key
            where revoked_at is null and (expires_at is null or expires_at > ?) order by key_id
            """)
        .param(SqlInstants.bind(now))
        .query((row, _) -> apiKey(row))
        .list();
  }

  boolean anyMade() {
    return jdbc.sql("select exists (select 1 from api_key)").query(Boolean.class).single();
  }

  /// Whether there was such a key, revoked now or before.
  boolean revoke(UUID keyId, Instant now) {
    return jdbc.sql("update api_key set revoked_at = coalesce(revoked_at, ?) where key_id = ?")
            .params(SqlInstants.bind(now), keyId)
            .update()
        > 0;
  }

  /// Never later than it would expire anyway.
  void expire(UUID keyId, Instant at) {
    jdbc.sql("update api_key set expires_at = least(expires_at, ?) where key_id = ?")
        .params(SqlInstants.bind(at), keyId)
        .update();
  }

  void recordUse(UUID keyId, Instant now) {
    jdbc.sql("update api_key set last_used_at = greatest(last_used_at, ?) where key_id = ?")
        .params(SqlInstants.bind(now), keyId)
        .update();
  }

  /// Hashes of keys that were made before the service had its secret.
  ///
  /// @param withSecret from the old hash to the one that is looked up
  /// @return how many
  int rehash(UnaryOperator<String> withSecret) {
    var old =
        jdbc.sql("select key_id, key_hash from api_key where hashed_with = 'SHA-256'")
            .query((row, _) ->
                Map.entry(row.getObject("key_id", UUID.class), row.getString("key_hash")))
            .list();
    return old.stream()
        .mapToInt(key ->
            jdbc.sql(
                    """
                    update api_key set key_hash = ?, hashed_with = 'SERVER_SECRET'
                    where key_id = ? and hashed_with = 'SHA-256'
                    """)
                .params(withSecret.apply(key.getValue()), key.getKey())
                .update())
        .sum();
  }

  private static ApiKey apiKey(ResultSet row) throws SQLException {
    var channels = row.getArray("channel_ids");
    return new ApiKey(
        row.getObject("key_id", UUID.class),
        row.getString("name"),
        Arrays.stream((String[]) row.getArray("roles").getArray())
            .map(Role::ofWireName)
            .collect(Collectors.toUnmodifiableSet()),
        channels == null ? Reach.EVERYTHING : new Reach(channelIds(channels)),
        SqlInstants.require(row, "created_at"),
        SqlInstants.read(row, "expires_at"),
        SqlInstants.read(row, "last_used_at"));
  }

  private static Set<ChannelId> channelIds(Array ids) throws SQLException {
    return Arrays.stream((UUID[]) ids.getArray())
        .map(ChannelId::new)
        .collect(Collectors.toUnmodifiableSet());
  }
}
