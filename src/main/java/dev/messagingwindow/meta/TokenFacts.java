package dev.messagingwindow.meta;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What Meta says of a token.
///
/// @param refusal why it is dead; null when it is good
/// @param issuedAt null when Meta does not tell
/// @param expiresAt null when it has no end, or none that Meta tells
/// @param dataAccessExpiresAt when the person must log in again for the app to see data; null for
///   never
/// @param scopes the permissions that were granted
/// @param targets for a permission, the ids of the only Pages or accounts it was granted for; no
///   entry means all
/// @param userId the app-scoped id of the person who logged in; null when Meta does not tell
public record TokenFacts(
    @Nullable GraphError refusal,
    @Nullable Instant issuedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant dataAccessExpiresAt,
    Set<String> scopes,
    Map<String, Set<String>> targets,
    @Nullable String userId) {

  public TokenFacts {
    scopes = Set.copyOf(scopes);
    targets = Map.copyOf(targets);
  }

  /// Of a token about which nothing but this is known.
  public static TokenFacts expiring(@Nullable Instant issuedAt, @Nullable Instant expiresAt) {
    return new TokenFacts(null, issuedAt, expiresAt, null, Set.of(), Map.of(), null);
  }

  /// Whether a permission was granted for a Page or an Instagram account.
  public boolean grants(String scope, String targetId) {
    var only = targets.get(scope);
    return scopes.contains(scope) && (only == null || only.contains(targetId));
  }
}
