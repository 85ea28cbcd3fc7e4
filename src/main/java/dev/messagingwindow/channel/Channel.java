package dev.messagingwindow.channel;

import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.ChannelStatus;
import dev.messagingwindow.model.Extension;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.Platform;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One connected Page or Instagram account, without its token.
///
/// @param pageId the Page through which an Instagram account is reached; null otherwise
/// @param hold null when nobody holds it
/// @param warnings those of Meta's that nobody acknowledged, the oldest first
/// @param windowMismatches how many sends in a row Meta refused as outside of a window that we
///   thought open
/// @param lastError the last error of Meta's that concerned the whole channel; null if there was
///   none since it was connected
/// @param token what Meta said of its token
public record Channel(
    ChannelId channelId,
    Platform platform,
    Login login,
    AccountId accountId,
    @Nullable AccountId pageId,
    String name,
    ChannelStatus status,
    Extension extension,
    Instant connectedAt,
    @Nullable Instant disconnectedAt,
    @Nullable Hold hold,
    List<Warning> warnings,
    int windowMismatches,
    @Nullable ConnectionError lastError,
    TokenHealth token) {

  public Channel {
    warnings = warnings.stream().sorted(Comparator.comparing(Warning::warnedAt)).toList();
  }

  /// What the windows of its customers depend on.
  public Standing standing() {
    return new Standing(
        channelId,
        status,
        extension,
        warnings.stream()
            .filter(warning -> warning.kind() == WarningKind.POLICY_WARNING)
            .map(Warning::warnedAt)
            .findFirst()
            .orElse(null));
  }

  /// What the windows of a channel's customers depend on.
  ///
  /// @param warnedAt since when Meta's warnings suspend messages with the human-agent tag; null
  ///   when none stands
  public record Standing(
      ChannelId channelId, ChannelStatus status, Extension extension, @Nullable Instant warnedAt) {}

  /// Why nothing is sent, and who said so.
  public record Hold(HoldSource source, String reason, Instant heldAt) {}

  /// Meta's unblock lifts only what Meta itself held; an admin lifts either.
  public enum HoldSource {
    ADMIN,
    META
  }

  /// What nobody acknowledged yet.
  ///
  /// @param reason Meta's words, or what to look for; null when Meta named none
  /// @param warnedAt Meta's time, or ours
  public record Warning(
      UUID warningId, WarningKind kind, @Nullable String reason, Instant warnedAt) {}

  /// What a warning is about.
  public enum WarningKind {
    /// Meta disliked how the channel writes, and restricts it if that goes on.
    POLICY_WARNING,
    /// Meta refuses again and again what we think inside of a window.
    WINDOW_MISMATCH
  }

  /// Meta's code for a channel-wide error, and when it came.
  public record ConnectionError(int code, @Nullable Integer subcode, Instant at) {}

  /// What Meta said of the token; all null when it was not asked yet.
  ///
  /// @param issuedAt null when Meta does not tell
  /// @param expiresAt null when it has no end
  /// @param dataAccessExpiresAt when the person must log in again; null for never
  public record TokenHealth(
      @Nullable Instant issuedAt,
      @Nullable Instant expiresAt,
      @Nullable Instant dataAccessExpiresAt,
      @Nullable Instant checkedAt) {}
}
