package dev.messagingwindow.conversation;

import dev.messagingwindow.model.CursorText;
import dev.messagingwindow.sql.SqlInstants;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.UUID;

/// A place in a conversation's messages.
///
/// @param at when the message was sent
/// @param key sorts messages of one instant
@Schema(type = "string")
public record MessageCursor(Instant at, UUID key) {

  /// As PostgreSQL sorts them: UUIDs by their unsigned bytes, like their text.
  public static final Comparator<MessageCursor> ORDER =
      Comparator.comparing(MessageCursor::at).thenComparing(cursor -> cursor.key().toString());

  /// Reads the text form; Spring uses it for parameters.
  ///
  /// @throws IllegalArgumentException when it is no such cursor
  public static MessageCursor valueOf(String text) {
    try {
      var decoded = CursorText.decode(text, 2);
      var at = Instant.parse(decoded.get(0));
      if (!SqlInstants.isStorable(at)) {
        throw new IllegalArgumentException("no such cursor");
      }
      return new MessageCursor(at, UUID.fromString(decoded.get(1)));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("no such cursor", e);
    }
  }

  @Override
  public String toString() {
    return CursorText.encode(at, key);
  }
}
