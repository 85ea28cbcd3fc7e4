package dev.messagingwindow.window;

import dev.messagingwindow.model.Extension;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Meta's two messaging windows. The only file that knows their lengths.
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
