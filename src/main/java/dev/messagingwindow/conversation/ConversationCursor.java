package dev.messagingwindow.conversation;

import dev.messagingwindow.model.CursorText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;

/// A place in a list of conversations.
///
/// @param closesAt far in the future for a conversation that never opened
@Schema(type = "string")
record ConversationCursor(Instant closesAt, UUID channelId, String customerId) {

  /// Reads the text form; Spring uses it for parameters.
  ///
  /// @throws IllegalArgumentException when it is no such cursor
  public static ConversationCursor valueOf(String text) {
    try {
      var decoded = CursorText.decode(text, 3);
      return new ConversationCursor(
          Instant.parse(decoded.get(0)), UUID.fromString(decoded.get(1)), decoded.get(2));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("no such cursor", e);
    }
  }

  @Override
  public String toString() {
    return CursorText.encode(closesAt, channelId, customerId);
  }
}
