package dev.messagingwindow.conversation;

import dev.messagingwindow.model.Sha256;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Names an event, so that its repeat is known. Two deliveries are the same event exactly when
/// their channel and key are equal.
///
/// @param day the event's own UTC day, 1970-01-01 when it carried no usable time: never the day of
///   arrival, a repeat must meet its first
/// @param value what tells events of one channel and day apart
public record EventKey(LocalDate day, String value) {

  private static final LocalDate UNDATED = LocalDate.EPOCH;
  private static final Instant LAST_USABLE = Instant.parse("9999-12-31T23:59:59.999Z");

  /// A key out of its parts.
  public static EventKey of(@Nullable Instant ownTime, String... parts) {
    return new EventKey(
        ownTime == null || ownTime.isAfter(LAST_USABLE)
            ? UNDATED
            : LocalDate.ofInstant(ownTime, ZoneOffset.UTC),
        String.join("|", parts));
  }

  /// The key as it is stored: the first 128 bits of the SHA-256 of day and value.
  public UUID hash() {
    return Sha256.first128(day + "|" + value);
  }
}
