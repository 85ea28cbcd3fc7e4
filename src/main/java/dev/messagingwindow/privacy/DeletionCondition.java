package dev.messagingwindow.privacy;

import dev.messagingwindow.channel.ConnectCondition;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// An account is not connected again while its customers' data are being deleted: what they write
/// from then on would be deleted too.
@Component
class DeletionCondition implements ConnectCondition {

  private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

  private final DeletionStore store;

  DeletionCondition(DeletionStore store) {
    this.store = store;
  }

  @Override
  public void require(ChannelId channelId) {
    if (store.isPending(channelId)) {
      throw new ApiProblem(
              ProblemType.UNAVAILABLE,
              "The data of this account's customers are being deleted; connect it when that is done.")
          .retryAfter(RETRY_AFTER);
    }
  }
}
