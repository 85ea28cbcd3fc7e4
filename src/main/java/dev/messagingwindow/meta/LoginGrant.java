package dev.messagingwindow.meta;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a login's code was good for.
///
/// @param userId the app-scoped id of whoever logged in; null when this answer does not tell
/// @param permissions null when this answer does not tell
public record LoginGrant(
    UserToken token, @Nullable String userId, @Nullable Set<String> permissions) {

  public LoginGrant {
    permissions = permissions == null ? null : Set.copyOf(permissions);
  }
}
