package dev.messagingwindow.policy;

import dev.messagingwindow.model.ChannelStatus;
import dev.messagingwindow.model.Extension;
import dev.messagingwindow.model.Platform;
import dev.messagingwindow.window.CustomerActions;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Everything about a conversation that the decision rests on, read at one moment.
///
/// @param actions null when the customer never opened a window
/// @param suspendedSince when Meta warned about tagged messages; null when no warning stands
/// @param request the customer's latest messages, the answered one first; asked for only where the
///   content is judged
public record Situation(
    Platform platform,
    ChannelStatus status,
    Extension extension,
    @Nullable CustomerActions actions,
    @Nullable Instant suspendedSince,
    Supplier<List<String>> request) {}
