package dev.messagingwindow.comment;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.ReplyTarget;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What Meta's webhook tells about a comment or visitor post. Late, repeated and reordered ones are
/// harmless.
public sealed interface CommentEvent {

  ChannelId channelId();

  ReplyTarget target();

  /// Somebody other than the account wrote it.
  ///
  /// @param author null when Meta named nobody
  /// @param live under a live broadcast
  /// @param at when it was created, cut to the time of arrival
  record Added(
      ChannelId channelId,
      ReplyTarget target,
      @Nullable CustomerId author,
      boolean live,
      Instant at)
      implements CommentEvent {}

  /// It is gone, whoever removed it.
  record Removed(ChannelId channelId, ReplyTarget target, Instant at) implements CommentEvent {}
}
