package dev.messagingwindow.channel;

import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.ChannelStatus;
import dev.messagingwindow.model.Extension;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.Platform;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One connected Page or Instagram account, without its token.
///
/// @param pageId the Page through which an Instagram account is reached; null otherwise
/// @param hold null when nobody holds it
/// @param lastError the last error of Meta's that concerned the whole channel; null if there was
///   none since it was connected
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
    @Nullable ConnectionError lastError) {

  /// Why nothing is sent.
  public record Hold(String reason, Instant heldAt) {}

  /// Meta's code for a channel-wide error, and when it came.
  public record ConnectionError(int code, @Nullable Integer subcode, Instant at) {}
}
