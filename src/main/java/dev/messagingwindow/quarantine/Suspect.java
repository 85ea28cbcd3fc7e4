package dev.messagingwindow.quarantine;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Platform;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An event on its way into quarantine.
///
/// @param event names it, so that its repeat is known
/// @param kind as the webhook names it
/// @param failure null when nothing failed
/// @param content the smallest webhook body that brings this event alone, in JSON; asked for only
///   when it is kept
public record Suspect(
    ChannelId channelId,
    Platform platform,
    Event event,
    String kind,
    Reason reason,
    @Nullable Failure failure,
    Supplier<byte[]> content) {

  /// The day and the value of an event's key.
  public record Event(LocalDate day, String key) {}
}
