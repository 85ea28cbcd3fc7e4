package dev.messagingwindow.login;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.channel.Connecting;
import dev.messagingwindow.channel.ConnectionChecks;
import dev.messagingwindow.channel.Connections;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.ChannelStatus;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Makes channels of the accounts that a login leads to.
@Service
class LoginChannels {

  private final LoginStore store;
  private final Channels channels;
  private final Connections connections;
  private final ConnectionChecks checks;

  LoginChannels(
      LoginStore store, Channels channels, Connections connections, ConnectionChecks checks) {
    this.store = store;
    this.channels = channels;
    this.connections = connections;
    this.checks = checks;
  }

  /// The accounts of a login, each with the channel that it is connected as now.
  List<Offered> offered(PendingLogin login) {
    return store.accounts(login.stateHash()).stream()
        .map(account -> new Offered(account, connectedAs(login, account).orElse(null)))
        .toList();
  }

  /// Connects each account that lacks nothing and is not connected; one that fails keeps no other.
  ///
  /// @throws ApiProblem how the login ended, unless it is ready
  List<Chosen> connect(PendingLogin login, List<AccountId> accountIds) {
    var outcome = login.outcome();
    if (outcome == null) {
      throw new ApiProblem(
          ProblemType.LOGIN_NOT_FINISHED, "Send the person's browser to the loginUrl first.");
    }
    outcome.requireReady();
    var offered = store.accounts(login.stateHash());
    return accountIds.stream().distinct().map(id -> connect(login, offered, id)).toList();
  }

  private Chosen connect(PendingLogin login, List<LoginAccount> offered, AccountId accountId) {
    var found =
        offered.stream().filter(account -> accountId.equals(account.accountId())).findFirst();
    if (found.isEmpty()) {
      return Chosen.of(accountId, Chosen.Result.NOT_LISTED);
    }
    var account = found.get();
    if (!account.lacks().isEmpty()) {
      return new Chosen(accountId, Chosen.Result.LACKING, account.lacks(), null, null);
    }
    if (account.accessToken() == null || connectedAs(login, account).isPresent()) {
      return Chosen.of(accountId, Chosen.Result.ALREADY_CONNECTED);
    }
    try {
      return connected(login, account, accountId, account.accessToken());
    } catch (ApiProblem e) {
      return new Chosen(accountId, Chosen.Result.of(e), List.of(), null, e.problemType());
    }
  }

  private Chosen connected(
      PendingLogin login, LoginAccount account, AccountId accountId, String token) {
    var channel =
        connections.connect(
            new Connecting(
                login.platform(),
                accountId,
                account.pageId(),
                account.name(),
                token,
                login.extension()));
    checks.tokenChecked(channel.channelId(), account.facts());
    store.forgetToken(login.stateHash(), accountId);
    return new Chosen(
        accountId, Chosen.Result.CONNECTED, List.of(), channels.get(channel.channelId()), null);
  }

  private Optional<ChannelId> connectedAs(PendingLogin login, LoginAccount account) {
    return account.accountId() == null
        ? Optional.empty()
        : channels
            .find(login.platform(), account.accountId())
            .filter(channelId -> isConnected(channels.get(channelId)));
  }

  private static boolean isConnected(Channel channel) {
    return channel.status() == ChannelStatus.CONNECTED || channel.status() == ChannelStatus.ON_HOLD;
  }

  /// @param connectedAs null when it is not connected
  record Offered(LoginAccount account, @Nullable ChannelId connectedAs) {}

  /// What became of one account.
  ///
  /// @param channel null unless it was connected
  /// @param problem null unless Meta would not have it
  record Chosen(
      AccountId accountId,
      Result result,
      List<Lack> lacks,
      @Nullable Channel channel,
      @Nullable ProblemType problem) {

    private static Chosen of(AccountId accountId, Result result) {
      return new Chosen(accountId, result, List.of(), null, null);
    }

    enum Result {
      CONNECTED,
      ALREADY_CONNECTED,
      LACKING,
      NOT_LISTED,
      REFUSED;

      private static Result of(ApiProblem problem) {
        return problem.problemType() == ProblemType.CHANNEL_ALREADY_CONNECTED
            ? ALREADY_CONNECTED
            : REFUSED;
      }
    }
  }
}
