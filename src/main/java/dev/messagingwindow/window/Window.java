package dev.messagingwindow.window;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The window of one conversation at one instant.
public sealed interface Window {

  /// Human and automation may write, promotion is allowed.
  record Standard(Ends ends) implements Window {}

  /// Only a human may write, and only what answers the customer.
  record HumanAgent(Ends ends) implements Window {}

  /// Nothing may be sent until the customer acts again.
  ///
  /// @param closedByMetaAt set when it was Meta that said so before our own ends came
  record Closed(Ends ends, @Nullable Instant closedByMetaAt) implements Window {}

  /// This customer never opened a window on this channel.
  record NeverOpened() implements Window {}

  /// The exact ends, exclusive: open while `now` is before them. Kept when the window has closed.
  ///
  /// @param standardClosesAt end of the standard window
  /// @param humanAgentClosesAt end of the human-agent window; null without the extension or without
  ///   a message
  record Ends(Instant standardClosesAt, @Nullable Instant humanAgentClosesAt) {

    /// The later of the two.
    public Instant closesAt() {
      return humanAgentClosesAt != null && humanAgentClosesAt.isAfter(standardClosesAt)
          ? humanAgentClosesAt
          : standardClosesAt;
    }
  }
}
