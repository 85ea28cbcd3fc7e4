package dev.messagingwindow.meta;

import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.Platform;
import org.jspecify.annotations.Nullable;

/// An account as the Graph API addresses it.
///
/// @param accountId the Page or the Instagram professional account
/// @param pageId the Page through which an Instagram account is reached; null otherwise
/// @param accessToken never logged
public record GraphAccount(
    Platform platform,
    Login login,
    AccountId accountId,
    @Nullable AccountId pageId,
    String accessToken) {

  /// The node that is subscribed and that sends.
  public AccountId node() {
    return pageId == null ? accountId : pageId;
  }

  @Override
  public String toString() {
    return "GraphAccount[" + platform + " " + accountId + "]";
  }
}
