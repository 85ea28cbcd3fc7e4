package dev.messagingwindow.login;

import dev.messagingwindow.model.Extension;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.Platform;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param outcome `ready`, or the slug of the problem; null until somebody came back from Meta
/// @param expiresAt the end of the time to log in, then to choose
record LoginResponse(
    Platform platform,
    Login login,
    boolean extendedWindow,
    PendingLogin.Status status,
    @Nullable String outcome,
    Instant expiresAt,
    List<AccountResponse> accounts) {

  static LoginResponse of(PendingLogin login, List<LoginChannels.Offered> offered) {
    var outcome = login.outcome();
    return new LoginResponse(
        login.platform(),
        login.login(),
        login.extension() == Extension.HUMAN_AGENT,
        login.status(),
        outcome == null ? null : outcome.wireName(),
        login.expiresAt(),
        offered.stream().map(AccountResponse::of).toList());
  }

  /// @param accountId null for a Page without an Instagram account
  /// @param lacks empty when it can be connected
  /// @param connectedAs the channel that it is already; null for none
  record AccountResponse(
      @Nullable String accountId,
      @Nullable String pageId,
      String name,
      List<Lack> lacks,
      @Nullable UUID connectedAs) {

    static AccountResponse of(LoginChannels.Offered offered) {
      var account = offered.account();
      return new AccountResponse(
          account.accountId() == null ? null : account.accountId().value(),
          account.pageId() == null ? null : account.pageId().value(),
          account.name(),
          account.lacks(),
          offered.connectedAs() == null ? null : offered.connectedAs().value());
    }
  }
}
