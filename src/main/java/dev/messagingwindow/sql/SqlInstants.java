package dev.messagingwindow.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Instants to and from `timestamptz`; the driver knows no `Instant`.
public final class SqlInstants {

  private static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999Z");

  private SqlInstants() {}

  public static boolean isStorable(Instant instant) {
    return !instant.isBefore(MIN) && !instant.isAfter(MAX);
  }

  /// An instant that PostgreSQL could not hold is bound as the nearest of the years 1 to 9999: it
  /// compares the same.
  public static OffsetDateTime bind(Instant instant) {
    var storable = instant.isBefore(MIN) ? MIN : instant.isAfter(MAX) ? MAX : instant;
    return storable.atOffset(ZoneOffset.UTC);
  }

  /// The UTC day as a `date`.
  public static LocalDate day(Instant instant) {
    return bind(instant).toLocalDate();
  }

  public static @Nullable OffsetDateTime bindNullable(@Nullable Instant instant) {
    return instant == null ? null : bind(instant);
  }

  public static @Nullable Instant read(ResultSet row, String column) throws SQLException {
    var value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  public static Instant require(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
