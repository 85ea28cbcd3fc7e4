package dev.messagingwindow.conversation;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.model.ChannelStatus;
import dev.messagingwindow.window.OpenedBy;
import dev.messagingwindow.window.Window;
import dev.messagingwindow.window.WindowRules;
import dev.messagingwindow.window.WindowState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The window of one conversation as clients see it. All ends are exact and exclusive; they stay
/// when the window has closed.
///
/// @param remaining ISO-8601 until `closesAt`; `PT0S` when closed, null when never opened
@Schema(name = "Window")
public record WindowResponse(
    UUID channelId,
    String customerId,
    WindowState state,
    Instant serverTime,
    @Nullable Instant lastMessageAt,
    @Nullable OpenedBy openedBy,
    @Nullable Instant openedAt,
    @Nullable Instant standardClosesAt,
    @Nullable Instant humanAgentClosesAt,
    @Nullable Instant closesAt,
    @Nullable Instant closedByMetaAt,
    @Nullable String remaining,
    Allowed allowed) {

  /// Who may write now, and whether promotion may be in it. In `HUMAN_AGENT` everything goes with
  /// Meta's tag, so `human` is false there too while a warning of Meta's suspends tagged messages;
  /// the window stays what it is, and messages in `STANDARD` carry no tag.
  public record Allowed(boolean human, boolean automation, boolean promotion) {}

  /// The window at `now`.
  public static WindowResponse of(
      Channel.Standing channel, Conversation conversation, Instant now) {
    var actions = conversation.actions();
    var window = WindowRules.at(now, actions, channel.extension());
    var ends = ends(window);
    var open = window instanceof Window.Standard || window instanceof Window.HumanAgent;
    return new WindowResponse(
        channel.channelId().value(),
        conversation.customerId().value(),
        WindowState.of(window),
        now,
        actions == null ? null : actions.lastMessageAt(),
        actions == null ? null : actions.openedBy(),
        actions == null ? null : actions.openedAt(),
        ends == null ? null : ends.standardClosesAt(),
        ends == null ? null : ends.humanAgentClosesAt(),
        ends == null ? null : ends.closesAt(),
        window instanceof Window.Closed closed ? closed.closedByMetaAt() : null,
        ends == null
            ? null
            : (open ? Duration.between(now, ends.closesAt()) : Duration.ZERO).toString(),
        allowed(window, channel.status(), conversation.suspendedSince(channel)));
  }

  private static Window.@Nullable Ends ends(Window window) {
    return switch (window) {
      case Window.Standard(var ends) -> ends;
      case Window.HumanAgent(var ends) -> ends;
      case Window.Closed(var ends, _) -> ends;
      case Window.NeverOpened _ -> null;
    };
  }

  private static Allowed allowed(
      Window window, ChannelStatus status, @Nullable Instant suspendedSince) {
    if (status != ChannelStatus.CONNECTED) {
      return new Allowed(false, false, false);
    }
    return switch (window) {
      case Window.Standard _ -> new Allowed(true, true, true);
      case Window.HumanAgent _ -> new Allowed(suspendedSince == null, false, false);
      case Window.Closed _, Window.NeverOpened _ -> new Allowed(false, false, false);
    };
  }
}
