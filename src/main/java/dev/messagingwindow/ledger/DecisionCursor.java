package dev.messagingwindow.ledger;

import dev.messagingwindow.model.CursorText;
import dev.messagingwindow.sql.SqlInstants;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;

/// A place in the list of decisions.
@Schema(type = "string")
public record DecisionCursor(Instant decidedAt, UUID decisionId) {

  public DecisionCursor {
    if (!SqlInstants.isStorable(decidedAt)) {
      throw new IllegalArgumentException("no such cursor");
    }
  }

  /// Reads the text form; Spring uses it for parameters.
  ///
  /// @throws IllegalArgumentException when it is no such cursor
  public static DecisionCursor valueOf(String text) {
    try {
      var decoded = CursorText.decode(text, 2);
      return new DecisionCursor(Instant.parse(decoded.get(0)), UUID.fromString(decoded.get(1)));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("no such cursor", e);
    }
  }

  @Override
  public String toString() {
    return CursorText.encode(decidedAt, decisionId);
  }
}
