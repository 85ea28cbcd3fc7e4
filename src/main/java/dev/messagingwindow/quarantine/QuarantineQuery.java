package dev.messagingwindow.quarantine;

import dev.messagingwindow.model.ChannelId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What to list.
///
/// @param channelIds null for all
/// @param reason null for any
/// @param after only what sorts behind this; null from the newest
record QuarantineQuery(
    @Nullable Set<ChannelId> channelIds,
    @Nullable Reason reason,
    @Nullable QuarantineCursor after,
    int limit) {}
