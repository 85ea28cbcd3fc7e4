package dev.messagingwindow.outbox;

import dev.messagingwindow.model.Label;
import dev.messagingwindow.window.OpenedBy;
import dev.messagingwindow.window.Window;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Why Meta may have refused as outside of a window what we thought inside: Meta does not say, so
/// this is where to look first.
enum WindowMismatch {
  /// Without the feature Human Agent the tag opens nothing; which error Meta answers then is not
  /// documented.
  HUMAN_AGENT_NOT_APPROVED("the app lacks Meta's feature Human Agent"),
  /// The edge is undocumented, and clocks differ.
  NEAR_THE_END("the window was about to close"),
  /// Meta's pages do not agree on which actions open the 24 hours.
  OPENED_BY_OTHER_ACTION("the window was opened by something else than a message"),
  /// Blocked by the customer, another app that owns the thread, a lost event.
  NONE_KNOWN("none of the known ones");

  private static final Duration NEAR = Duration.ofMinutes(5);

  private final String likelyCause;

  WindowMismatch(String likelyCause) {
    this.likelyCause = likelyCause;
  }

  String likelyCause() {
    return likelyCause;
  }

  static WindowMismatch of(Turn turn, Instant now) {
    var verdict = turn.decision().verdict();
    if (isNearTheEnd(verdict.window(), now)) {
      return NEAR_THE_END;
    }
    if (verdict.label() == Label.HUMAN_AGENT) {
      return HUMAN_AGENT_NOT_APPROVED;
    }
    var conversation = turn.conversation();
    return conversation != null
            && conversation.actions() != null
            && conversation.actions().openedBy() != OpenedBy.MESSAGE
        ? OPENED_BY_OTHER_ACTION
        : NONE_KNOWN;
  }

  private static boolean isNearTheEnd(@Nullable Window window, Instant now) {
    return switch (window) {
      case Window.Standard(var ends) -> now.plus(NEAR).isAfter(ends.standardClosesAt());
      case Window.HumanAgent(var ends) -> now.plus(NEAR).isAfter(ends.closesAt());
      case Window.Closed _, Window.NeverOpened _ -> false;
      case null -> false;
    };
  }
}
