package dev.messagingwindow.security;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.messagingwindow.encryption.ServerSecret;
import dev.messagingwindow.model.Reach;
import dev.messagingwindow.model.Sha256;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The API keys. Of a key only HMAC-SHA256 with the server's secret is stored: whoever has a copy
/// of the table cannot even test a guess. A key is found by that value, so how long the search
/// takes says nothing about the key.
@Service
@Order(Ordered.LOWEST_PRECEDENCE)
class ApiKeys implements Credentials, SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);
  private static final int KEY_BYTES = 32;
  private static final String PURPOSE = "api-key";

  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
  private final SecureRandom random = new SecureRandom();
  private final ApiKeyStore store;
  private final ServerSecret secret;
  private final Clock clock;

  /// Those that called in the last moments. A revoked key ends here at once, on other instances
  /// when this time is over.
  private final Cache<String, ApiKey> known =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(2)).maximumSize(10_000).build();

  ApiKeys(ApiKeyStore store, ServerSecret secret, Clock clock) {
    this.store = store;
    this.secret = secret;
    this.clock = clock;
  }

  /// Before the first request: keys that were made when only their SHA-256 was stored go on
  /// working.
  @Override
  public void afterSingletonsInstantiated() {
    var rehashed = store.rehash(this::withSecret);
    if (rehashed > 0) {
      log.info("API keys hashed with the server's secret keys={}", rehashed);
    }
  }

  @Override
  public Optional<Caller> resolve(String bearer) {
    var now = clock.instant();
    var hash = hash(bearer);
    var recent = known.getIfPresent(hash);
    var found = recent == null ? find(hash, now) : Optional.of(recent);
    return found.filter(key -> !key.isExpired(now)).map(ApiKey::toCaller);
  }

  private Optional<ApiKey> find(String hash, Instant now) {
    var found = store.find(hash, now);
    found.ifPresent(key -> {
      known.put(hash, key);
      if (key.shouldRecordUse(now)) {
        store.recordUse(key.keyId(), now);
      }
    });
    return found;
  }

  ApiKey.Shown make(String name, Set<Role> roles, Reach reach) {
    var bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    var key = "mw_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return new ApiKey.Shown(store(key, name, roles, reach), key);
  }

  ApiKey store(String key, String name, Set<Role> roles, Reach reach) {
    var made = new ApiKey(ids.generate(), name, roles, reach, clock.instant(), null, null);
    store.insert(made, hash(key));
    return made;
  }

  /// A new key in place of one that is still good.
  ///
  /// @param overlap how long the old one is good beside it
  /// @return empty when there is no such key, or it is good no more
  @Transactional
  public Optional<ApiKey.Shown> rotate(UUID keyId, Duration overlap) {
    var now = clock.instant();
    var made =
        store
            .lock(keyId, now)
            .map(old -> {
              store.expire(keyId, now.plus(overlap));
              return make(old.name(), old.roles(), old.reach());
            });
    known.invalidateAll();
    return made;
  }

  List<ApiKey> list() {
    return store.list(clock.instant());
  }

  /// Whether any key was ever made.
  boolean anyMade() {
    return store.anyMade();
  }

  /// Whether there was such a key, revoked now or before.
  boolean revoke(UUID keyId) {
    var revoked = store.revoke(keyId, clock.instant());
    known.invalidateAll();
    return revoked;
  }

  private String hash(String key) {
    return withSecret(Sha256.hex(key));
  }

  private String withSecret(String sha256) {
    return HexFormat.of().formatHex(secret.hmac(PURPOSE, sha256));
  }
}
