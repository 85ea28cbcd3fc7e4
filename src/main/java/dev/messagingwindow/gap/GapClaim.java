package dev.messagingwindow.gap;

import dev.messagingwindow.model.ChannelId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The right to fill a channel's gap until its lease ends.
///
/// @param cursor where to go on in Meta's list; null from its start
/// @param attempts failures since the last progress
public record GapClaim(
    ChannelId channelId, UUID claimId, Instant since, @Nullable String cursor, int attempts) {}
