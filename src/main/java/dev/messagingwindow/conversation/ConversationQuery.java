package dev.messagingwindow.conversation;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.window.WindowState;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which conversations to list; null takes all.
///
/// @param channelIds the only channels to look in
/// @param unanswered true: only those that wait for an answer; false: only those that do not
record ConversationQuery(
    @Nullable Set<ChannelId> channelIds,
    @Nullable Set<WindowState> states,
    @Nullable Boolean unanswered,
    @Nullable Instant closesBefore,
    @Nullable Instant updatedAfter,
    @Nullable ConversationCursor after,
    int limit) {

  ConversationQuery withLimit(int other) {
    return new ConversationQuery(
        channelIds, states, unanswered, closesBefore, updatedAfter, after, other);
  }
}
