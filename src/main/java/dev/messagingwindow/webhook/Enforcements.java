package dev.messagingwindow.webhook;

import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.channel.Enforcement;
import dev.messagingwindow.conversation.Conversations;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import org.springframework.stereotype.Component;

/// Applies what Meta did to accounts, each event once.
@Component
class Enforcements {

  private final Channels channels;
  private final Conversations conversations;

  Enforcements(Channels channels, Conversations conversations) {
    this.channels = channels;
    this.conversations = conversations;
  }

  /// Applies the enforcements among these events, in the caller's transaction. Channels are locked
  /// in the order of their ids, before any conversation.
  void apply(Collection<ChannelEvent> events, Instant now) {
    var enforcements =
        events.stream().filter(event -> event.event().action() instanceof Action.Enforce).toList();
    if (enforcements.isEmpty()) {
      return;
    }
    conversations
        .firstSeen(enforcements, ChannelEvent::channelId, event -> event.event().key(), now)
        .stream()
        .sorted(Comparator.comparing(event -> event.channelId().value()))
        .forEach(this::apply);
  }

  private void apply(ChannelEvent event) {
    if (event.event().action() instanceof Action.Enforce(var kind, var reason)) {
      channels.enforce(event.channelId(), new Enforcement(kind, reason, event.event().at()));
    }
  }
}
