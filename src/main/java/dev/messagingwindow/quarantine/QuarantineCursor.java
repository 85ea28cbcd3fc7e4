package dev.messagingwindow.quarantine;

import dev.messagingwindow.model.CursorText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;

/// A place in the list of quarantined events.
@Schema(type = "string")
record QuarantineCursor(Instant receivedAt, UUID quarantineId) {

  private static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999Z");

  /// PostgreSQL could not hold others.
  QuarantineCursor {
    if (receivedAt.isBefore(MIN) || receivedAt.isAfter(MAX)) {
      throw new IllegalArgumentException("no such cursor");
    }
  }

  /// Reads the text form; Spring uses it for parameters.
  ///
  /// @throws IllegalArgumentException when it is no such cursor
  public static QuarantineCursor valueOf(String text) {
    try {
      var decoded = CursorText.decode(text, 2);
      return new QuarantineCursor(Instant.parse(decoded.get(0)), UUID.fromString(decoded.get(1)));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("no such cursor", e);
    }
  }

  @Override
  public String toString() {
    return CursorText.encode(receivedAt, quarantineId);
  }
}
