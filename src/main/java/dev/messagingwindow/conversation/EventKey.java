package dev.messagingwindow.conversation;

import dev.messagingwindow.model.Sha256;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Names an event, so that its repeat is known. Two deliveries are the same event exactly when
/// their channel and key are equal.
///
/// @param day the event's own UTC day, 1970-01-01 when it carried no usable time: never the day of
///   arrival, a repeat must meet its first
/// @param value at most 200 characters
public record EventKey(LocalDate day, String value) {

  private static final int MAX_LENGTH = 200;
  private static final LocalDate UNDATED = LocalDate.EPOCH;
  private static final Instant LAST_USABLE = Instant.parse("9999-12-31T23:59:59.999Z");

  /// A key out of its parts; a long one is replaced by its SHA-256, because an index entry has to
  /// stay small.
  public static EventKey of(@Nullable Instant ownTime, String... parts) {
    var value = String.join("|", parts);
    return new EventKey(
        ownTime == null || ownTime.isAfter(LAST_USABLE)
            ? UNDATED
            : LocalDate.ofInstant(ownTime, ZoneOffset.UTC),
        value.length() <= MAX_LENGTH ? value : "sha256|" + Sha256.hex(value));
  }
}
