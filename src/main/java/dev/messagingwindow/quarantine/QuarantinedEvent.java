package dev.messagingwindow.quarantine;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Platform;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What operators see of a kept event: never its content.
///
/// @param failure null when nothing failed
/// @param replayedAt when it was last tried in vain; null when never
record QuarantinedEvent(
    UUID quarantineId,
    ChannelId channelId,
    Platform platform,
    String kind,
    Reason reason,
    @Nullable Failure failure,
    Instant receivedAt,
    Instant expiresAt,
    @Nullable Instant replayedAt) {

  QuarantineCursor cursor() {
    return new QuarantineCursor(receivedAt, quarantineId);
  }
}
