package dev.messagingwindow.conversation;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.window.OpenedBy;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How far the events of one batch move one conversation. Folding and storing both take the later
/// instant, so the order in which events come makes no difference.
record Movement(
    ChannelId channelId,
    CustomerId customerId,
    @Nullable Instant openedAt,
    @Nullable OpenedBy openedBy,
    @Nullable Instant lastMessageAt,
    @Nullable Instant lastAnsweredAt) {

  /// One movement per conversation, sorted by key so that two writers cannot lock each other out.
  static Collection<Movement> fold(Collection<ConversationEvent> events) {
    var byConversation =
        new TreeMap<Movement, Movement>(
            Comparator.comparing((Movement movement) -> movement.channelId().value())
                .thenComparing(Movement::customerId));
    for (var event : events) {
      if (!(event.effect() instanceof Effect.None)) {
        var movement = of(event);
        byConversation.merge(movement, movement, Movement::and);
      }
    }
    return byConversation.values();
  }

  private static Movement of(ConversationEvent event) {
    var nothing = new Movement(event.channelId(), event.customerId(), null, null, null, null);
    return switch (event.effect()) {
      case Effect.Opened(var by, _) ->
          nothing.opened(event.at(), by, by.restartsHumanAgentWindow() ? event.at() : null);
      case Effect.Answered _ -> nothing.answered(event.at());
      // they move nothing, but they must wait for whoever writes this conversation now
      case Effect.Unsent _, Effect.Edited _, Effect.None _ -> nothing;
    };
  }

  private Movement opened(Instant at, OpenedBy by, @Nullable Instant messageAt) {
    return new Movement(channelId, customerId, at, by, messageAt, lastAnsweredAt);
  }

  private Movement answered(Instant at) {
    return new Movement(channelId, customerId, openedAt, openedBy, lastMessageAt, at);
  }

  private Movement and(Movement other) {
    var opener = isOpenedLater(other) ? other : this;
    return new Movement(
        channelId,
        customerId,
        opener.openedAt,
        opener.openedBy,
        later(lastMessageAt, other.lastMessageAt),
        later(lastAnsweredAt, other.lastAnsweredAt));
  }

  private boolean isOpenedLater(Movement other) {
    if (other.openedAt == null || openedAt == null) {
      return openedAt == null;
    }
    return other.openedAt.equals(openedAt)
        ? other.openedBy == OpenedBy.MESSAGE
        : other.openedAt.isAfter(openedAt);
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }
}
