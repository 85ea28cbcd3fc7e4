package dev.messagingwindow.meta;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A token that Meta gave to a person's login.
///
/// @param accessToken never logged, never answered
/// @param expiresIn from the moment of the call; null when Meta named no end
public record UserToken(String accessToken, @Nullable Duration expiresIn) {

  @Override
  public String toString() {
    return "UserToken[expiresIn=" + expiresIn + "]";
  }
}
