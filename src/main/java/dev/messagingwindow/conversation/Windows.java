package dev.messagingwindow.conversation;

import dev.messagingwindow.conversation.WindowStore.Asked;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;

/// Answers which window customers have now.
@Service
class Windows {

  private final WindowReader reader;
  private final WindowStore store;
  private final Clock clock;

  Windows(WindowReader reader, WindowStore store, Clock clock) {
    this.reader = reader;
    this.store = store;
    this.clock = clock;
  }

  /// A customer nobody heard of has a window too.
  ///
  /// @throws ApiProblem `channel-not-found`, `unavailable`
  WindowResponse of(ChannelId channelId, CustomerId customerId) {
    return reader
        .read(new Asked(channelId, customerId))
        .map(found -> WindowResponse.of(found.channel(), found.conversation(), clock.instant()))
        .orElseThrow(Windows::notFound);
  }

  /// One window per customer asked for, in that order.
  ///
  /// @throws ApiProblem `channel-not-found`
  List<WindowResponse> of(ChannelId channelId, List<CustomerId> customerIds) {
    var asked = customerIds.stream().map(customerId -> new Asked(channelId, customerId)).toList();
    var now = clock.instant();
    return store.read(asked).stream()
        .map(found -> {
          if (found == null) {
            throw notFound();
          }
          return WindowResponse.of(found.channel(), found.conversation(), now);
        })
        .toList();
  }

  private static ApiProblem notFound() {
    return new ApiProblem(ProblemType.CHANNEL_NOT_FOUND, "No channel has this id.");
  }
}
