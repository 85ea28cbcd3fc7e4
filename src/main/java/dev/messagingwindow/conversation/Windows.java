package dev.messagingwindow.conversation;

import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// Answers which window customers have now.
@Service
class Windows {

  private final Channels channels;
  private final ConversationStore store;
  private final Clock clock;

  Windows(Channels channels, ConversationStore store, Clock clock) {
    this.channels = channels;
    this.store = store;
    this.clock = clock;
  }

  WindowResponse of(ChannelId channelId, CustomerId customerId) {
    return of(channelId, List.of(customerId)).getFirst();
  }

  /// One window per customer asked for, in that order; a customer nobody heard of has one too.
  List<WindowResponse> of(ChannelId channelId, List<CustomerId> customerIds) {
    var channel = channels.get(channelId);
    var known =
        store.find(channelId, customerIds).stream()
            .collect(Collectors.toMap(Conversation::customerId, Function.identity()));
    var now = clock.instant();
    return customerIds.stream()
        .map(customerId -> known.getOrDefault(customerId, Conversation.unknown(customerId)))
        .map(conversation -> WindowResponse.of(channel, conversation, now))
        .toList();
  }
}
