package dev.messagingwindow.quarantine;

import dev.messagingwindow.model.ChannelId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Processes a kept event as if it came now.
public interface Reprocessing {

  /// Part of the caller's transaction, which must not commit when this throws.
  ///
  /// @param content as it was kept
  /// @param receivedAt when it came first
  /// @return null when it was stored
  /// @throws RuntimeException what storing failed with
  @Nullable Refusal process(ChannelId channelId, byte[] content, Instant receivedAt);

  /// Still no event that could be stored.
  record Refusal(Reason reason, @Nullable Failure failure) {}
}
