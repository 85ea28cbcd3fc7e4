package dev.messagingwindow.security;

import dev.messagingwindow.model.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An API key as it may be shown again: without the key itself.
///
/// @param expiresAt the first instant at which it is refused; null when it is not being replaced
/// @param lastUsedAt to the minute; null when never
record ApiKey(
    UUID keyId,
    String name,
    Set<Role> roles,
    Reach reach,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {

  private static final Duration USE_IS_RECORDED_EVERY = Duration.ofMinutes(1);

  ApiKey {
    roles = Set.copyOf(roles);
  }

  boolean isExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  boolean shouldRecordUse(Instant now) {
    return lastUsedAt == null || !now.isBefore(lastUsedAt.plus(USE_IS_RECORDED_EVERY));
  }

  Caller toCaller() {
    return Caller.withKey(keyId, name, roles, reach);
  }

  /// A key in the only moment in which it can be shown.
  record Shown(ApiKey apiKey, String key) {

    @Override
    public String toString() {
      return "Shown[" + apiKey.keyId() + "]";
    }
  }
}
