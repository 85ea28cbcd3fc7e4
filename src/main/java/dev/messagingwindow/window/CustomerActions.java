package dev.messagingwindow.window;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a customer last did, as far as windows care. All instants in milliseconds, none in the
/// future of the moment it was recorded.
///
/// @param openedAt the last action that opened the standard window
/// @param openedBy what that action was
/// @param lastMessageAt the last real message, never later than `openedAt`; null if there was none
/// @param closedByMetaAt when Meta last refused a send as outside the window while we thought it
///   open; null if never
public record CustomerActions(
    Instant openedAt,
    OpenedBy openedBy,
    @Nullable Instant lastMessageAt,
    @Nullable Instant closedByMetaAt) {

  /// Meta's refusal counts until the customer acts again after it.
  public @Nullable Instant standingRefusal() {
    return closedByMetaAt != null && !openedAt.isAfter(closedByMetaAt) ? closedByMetaAt : null;
  }
}
