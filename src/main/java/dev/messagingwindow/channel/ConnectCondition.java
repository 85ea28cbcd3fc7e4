package dev.messagingwindow.channel;

import dev.messagingwindow.model.ChannelId;

/// What must be the case before an account that was a channel once is connected again.
public interface ConnectCondition {

  /// Called in the transaction that connects it.
  ///
  /// @throws dev.messagingwindow.problem.ApiProblem when it is not the case
  void require(ChannelId channelId);
}
