package dev.messagingwindow.conversation;

import dev.messagingwindow.model.CustomerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The keys of the events that can come both by webhook and by REST, so that either knows what the
/// other brought.
public final class EventKeys {

  private EventKeys() {}

  public static EventKey message(@Nullable Instant ownTime, String metaMessageId) {
    return EventKey.of(ownTime, "message", metaMessageId);
  }

  public static EventKey postback(@Nullable Instant ownTime, String metaMessageId) {
    return EventKey.of(ownTime, "postback", metaMessageId);
  }

  /// A reaction has no id of its own: it is told by what it reacts to and when.
  ///
  /// @param action `react` or `unreact`
  public static EventKey reaction(
      @Nullable Instant ownTime, CustomerId customerId, String metaMessageId, String action) {
    return EventKey.of(
        ownTime, "reaction", customerId.value(), metaMessageId, action, time(ownTime));
  }

  /// An event's own time in a key: milliseconds, `-` when it carried none.
  public static String time(@Nullable Instant ownTime) {
    return ownTime == null ? "-" : Long.toString(ownTime.toEpochMilli());
  }
}
