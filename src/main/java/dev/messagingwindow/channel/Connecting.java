package dev.messagingwindow.channel;

import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.Extension;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.Platform;
import org.jspecify.annotations.Nullable;

/// What is asked for when an account is connected.
///
/// @param pageId the Page of an Instagram account; null for a Page itself and for Instagram Login
/// @param accessToken Meta's token of the Page or the account; never logged
public record Connecting(
    Platform platform,
    AccountId accountId,
    @Nullable AccountId pageId,
    String name,
    String accessToken,
    Extension extension) {

  /// An Instagram account without a Page can only have come by Instagram Login.
  Login login() {
    return platform == Platform.INSTAGRAM && pageId == null ? Login.INSTAGRAM : Login.FACEBOOK;
  }

  @Override
  public String toString() {
    return "Connecting[" + platform + " " + accountId + "]";
  }
}
