package dev.messagingwindow.login;

import dev.messagingwindow.channel.ChannelResponse;
import dev.messagingwindow.channel.ChannelResponses;
import dev.messagingwindow.login.LoginChannels.Chosen;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

record ChosenResponse(List<AccountResult> accounts) {

  static ChosenResponse of(List<Chosen> chosen, ChannelResponses responses) {
    return new ChosenResponse(
        chosen.stream().map(one -> AccountResult.of(one, responses)).toList());
  }

  /// @param lacks with `LACKING`: what is missing
  /// @param problem with `REFUSED`: the type of the problem
  /// @param channel with `CONNECTED`
  record AccountResult(
      String accountId,
      Chosen.Result result,
      List<Lack> lacks,
      @Nullable URI problem,
      @Nullable ChannelResponse channel) {

    static AccountResult of(Chosen chosen, ChannelResponses responses) {
      return new AccountResult(
          chosen.accountId().value(),
          chosen.result(),
          chosen.lacks(),
          chosen.problem() == null ? null : chosen.problem().uri(),
          chosen.channel() == null ? null : responses.of(chosen.channel()));
    }
  }
}
