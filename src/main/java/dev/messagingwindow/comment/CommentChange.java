package dev.messagingwindow.comment;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.window.WindowRules;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the events of one batch tell about one comment. Folding and storing both take the earlier
/// instant, so neither the order of events nor a repeat with a later time makes a difference: on
/// Instagram a comment has only the time of its notification.
///
/// @param endsAt from when on the right is over and the row only remembered
record CommentChange(
    ChannelId channelId,
    ReplyTarget target,
    @Nullable CustomerId author,
    boolean live,
    @Nullable Instant createdAt,
    @Nullable Instant removedAt,
    Instant endsAt) {

  /// One change per comment, sorted by key so that two writers cannot lock each other out.
  static Collection<CommentChange> fold(Collection<CommentEvent> events) {
    var byComment =
        new TreeMap<CommentChange, CommentChange>(
            Comparator.comparing((CommentChange change) -> change.channelId().value())
                .thenComparing(change -> change.target().kind())
                .thenComparing(change -> change.target().id()));
    for (var event : events) {
      var change = of(event);
      byComment.merge(change, change, CommentChange::and);
    }
    return byComment.values();
  }

  private static CommentChange of(CommentEvent event) {
    return switch (event) {
      case CommentEvent.Added(var channelId, var target, var author, var live, var at) ->
          new CommentChange(
              channelId, target, author, live, at, null, at.plus(WindowRules.PRIVATE_REPLY));
      // it was created before, so its right ends before
      case CommentEvent.Removed(var channelId, var target, var at) ->
          new CommentChange(
              channelId, target, null, false, null, at, at.plus(WindowRules.PRIVATE_REPLY));
    };
  }

  private CommentChange and(CommentChange other) {
    return new CommentChange(
        channelId,
        target,
        author == null ? other.author : author,
        live || other.live,
        earlier(createdAt, other.createdAt),
        earlier(removedAt, other.removedAt),
        endsAt.isBefore(other.endsAt) ? endsAt : other.endsAt);
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
