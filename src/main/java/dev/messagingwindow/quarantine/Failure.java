package dev.messagingwindow.quarantine;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// What went wrong, without a word of the content: an exception's message may quote it.
///
/// @param type simple name of the exception's class
/// @param sqlState five characters; null when the database had no part in it
public record Failure(String type, @Nullable String sqlState) {

  public static Failure of(Throwable thrown) {
    return new Failure(thrown.getClass().getSimpleName(), sqlState(thrown));
  }

  private static @Nullable String sqlState(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException failure && failure.getSQLState() != null) {
        return failure.getSQLState();
      }
    }
    return null;
  }
}
