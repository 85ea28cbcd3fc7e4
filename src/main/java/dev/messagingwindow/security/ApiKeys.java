package dev.messagingwindow.security;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CredentialId;
import dev.messagingwindow.model.Reach;
import dev.messagingwindow.model.Sha256;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// The API keys. Only a key's SHA-256 is stored: a key is 256 random bits, so there is nothing to
/// guess and no salt is needed, and looking the digest up in an index tells an attacker nothing
/// about a key.
@Service
class ApiKeys implements Credentials {

  private static final int KEY_BYTES = 32;

  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
  private final SecureRandom random = new SecureRandom();
  private final JdbcClient jdbc;
  private final Clock clock;

  /// Those that called in the last moments. A revoked key ends here at once, on other instances
  /// when this time is over.
  private final Cache<String, Caller> callers =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(2)).maximumSize(10_000).build();

  ApiKeys(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Optional<Caller> resolve(String bearer) {
    var hash = Sha256.hex(bearer);
    var known = callers.getIfPresent(hash);
    if (known != null) {
      return Optional.of(known);
    }
    var found = find(hash);
    found.ifPresent(caller -> callers.put(hash, caller));
    return found;
  }

  private Optional<Caller> find(String hash) {
    return jdbc.sql("select * from api_key where key_hash = ? and revoked_at is null")
        .param(hash)
        .query((row, _) -> apiKey(row))
        .optional()
        .map(key ->
            new Caller(
                new CredentialId(key.keyId().toString()), key.name(), key.roles(), key.reach()));
  }

  NewApiKey make(String name, Set<Role> roles, Reach reach) {
    var secret = new byte[KEY_BYTES];
    random.nextBytes(secret);
    var key = "mw_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    return new NewApiKey(store(key, name, roles, reach), key);
  }

  ApiKey store(String key, String name, Set<Role> roles, Reach reach) {
    var keyId = ids.generate();
    jdbc.sql(
            """
            insert into api_key (key_id, key_hash, name, roles, channel_ids, created_at)
            values (?, ?, ?, ?, ?, ?)
            """)
        .param(keyId)
        .param(Sha256.hex(key))
        .param(name)
        .param(roles.stream().map(Role::wireName).sorted().toArray(String[]::new))
        .param(
            reach.only() == null
                ? null
                : reach.only().stream().map(ChannelId::value).toArray(UUID[]::new))
        .param(Timestamp.from(clock.instant()))
        .update();
    return new ApiKey(keyId, name, Set.copyOf(roles), reach);
  }

  List<ApiKey> list() {
    return jdbc.sql("select * from api_key where revoked_at is null order by key_id")
        .query((row, _) -> apiKey(row))
        .list();
  }

  /// Whether any key was ever made.
  boolean anyMade() {
    return jdbc.sql("select exists (select 1 from api_key)").query(Boolean.class).single();
  }

  /// Whether there was such a key, revoked now or before.
  boolean revoke(UUID keyId) {
    var revoked =
        jdbc.sql("update api_key set revoked_at = coalesce(revoked_at, ?) where key_id = ?")
            .params(Timestamp.from(clock.instant()), keyId)
            .update();
    callers.invalidateAll();
    return revoked > 0;
  }

  private static ApiKey apiKey(ResultSet row) throws SQLException {
    var channels = row.getArray("channel_ids");
    return new ApiKey(
        row.getObject("key_id", UUID.class),
        row.getString("name"),
        Arrays.stream((String[]) row.getArray("roles").getArray())
            .map(Role::ofWireName)
            .collect(Collectors.toUnmodifiableSet()),
        channels == null ? Reach.EVERYTHING : new Reach(channelIds(channels)));
  }

  private static Set<ChannelId> channelIds(Array ids) throws SQLException {
    return Arrays.stream((UUID[]) ids.getArray())
        .map(ChannelId::new)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// A key as it may be shown again.
  record ApiKey(UUID keyId, String name, Set<Role> roles, Reach reach) {}

  /// A key in the only moment in which it can be shown.
  record NewApiKey(ApiKey apiKey, String key) {

    @Override
    public String toString() {
      return "NewApiKey[" + apiKey.keyId() + "]";
    }
  }
}
