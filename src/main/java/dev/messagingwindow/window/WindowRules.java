package dev.messagingwindow.window;

import dev.messagingwindow.model.Extension;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Meta's two messaging windows, and the right to a private reply beside them. The only file that
/// knows their lengths.
///
/// Both windows are half-open, `start <= now < start + length`: Meta does not say on which side its
/// edge lies, so callers that send judge a little later than now (see `SendPolicy`). Source:
/// developers.facebook.com/documentation/business-messaging/ messenger-platform/policy and
/// /docs/features-reference/human-agent (read 2026-09-28).
public final class WindowRules {

  /// From the last opening action.
  public static final Duration STANDARD = Duration.ofHours(24);

  /// From the last message, not from the end of the standard window: six more days, not seven.
  public static final Duration HUMAN_AGENT = Duration.ofDays(7);

  /// From the creation of a comment or visitor post: one private reply. A live comment may be
  /// answered only while the broadcast runs, but no event tells its end, so that right is kept as
  /// long as any other and Meta has the last word. Source:
  /// developers.facebook.com/documentation/business-messaging/messenger-platform/discovery/private-replies
  /// (16 April 2026) and …/instagram-messaging/features/private-replies (2 July 2026).
  public static final Duration PRIVATE_REPLY = Duration.ofDays(7);

  private WindowRules() {}

  /// The window at `now`.
  ///
  /// @param actions null when the customer never opened a window
  public static Window at(Instant now, @Nullable CustomerActions actions, Extension extension) {
    if (actions == null) {
      return new Window.NeverOpened();
    }
    var ends = ends(actions, extension);
    var refused = actions.standingRefusal();
    if (refused != null && !now.isBefore(refused)) {
      return new Window.Closed(ends, refused);
    }
    if (now.isBefore(ends.standardClosesAt())) {
      return new Window.Standard(ends);
    }
    if (now.isBefore(ends.closesAt())) {
      return new Window.HumanAgent(ends);
    }
    return new Window.Closed(ends, null);
  }

  /// The right to a private reply at `now`; half-open as the windows are.
  ///
  /// @param comment null when nobody heard of it
  public static PrivateReply privateReplyAt(Instant now, @Nullable CommentFacts comment) {
    if (comment == null) {
      return new PrivateReply.Unknown();
    }
    if (comment.usedAt() != null) {
      return new PrivateReply.Used(comment.usedAt());
    }
    if (comment.removedAt() != null) {
      return new PrivateReply.Removed(comment.removedAt());
    }
    if (comment.createdAt() == null) {
      return new PrivateReply.Unknown();
    }
    var closesAt = comment.createdAt().plus(PRIVATE_REPLY);
    return now.isBefore(closesAt)
        ? new PrivateReply.Open(closesAt)
        : new PrivateReply.Expired(closesAt);
  }

  private static Window.Ends ends(CustomerActions actions, Extension extension) {
    var lastMessageAt = actions.lastMessageAt();
    return new Window.Ends(
        actions.openedAt().plus(STANDARD),
        switch (extension) {
          case NONE -> null;
          case HUMAN_AGENT -> lastMessageAt == null ? null : lastMessageAt.plus(HUMAN_AGENT);
        });
  }
}
