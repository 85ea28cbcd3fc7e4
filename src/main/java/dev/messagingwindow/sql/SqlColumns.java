package dev.messagingwindow.sql;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Many rows in one statement: each column is bound as an array of texts, and `unnest` gives it its
/// type.
public final class SqlColumns {

  private SqlColumns() {}

  /// One column of many rows; a value is bound as its `toString()`.
  public static <T> @Nullable String[] column(
      Collection<T> rows, Function<T, ? extends @Nullable Object> value) {
    return rows.stream().map(row -> text(value.apply(row))).toArray(String[]::new);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
