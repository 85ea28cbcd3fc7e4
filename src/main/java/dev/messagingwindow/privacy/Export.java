package dev.messagingwindow.privacy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Writes rows as JSON, table by table, as they come.
public final class Export {

  private final JsonGenerator json;
  private final JsonMapper mapper;

  Export(JsonGenerator json, JsonMapper mapper) {
    this.json = json;
    this.mapper = mapper;
  }

  /// Begins the list of a table's rows.
  public void start(String table) {
    json.writeName(camelCase(table));
    json.writeStartArray();
  }

  public void end() {
    json.writeEndArray();
  }

  /// All columns of a row, by their names in camel case.
  public void row(ResultSet row) throws SQLException {
    json.writeStartObject();
    var columns = row.getMetaData();
    for (var column = 1; column <= columns.getColumnCount(); column++) {
      json.writeName(camelCase(columns.getColumnName(column)));
      write(row, column, columns.getColumnTypeName(column));
    }
    json.writeEndObject();
  }

  /// A row that no table shows as it is handed out.
  public void row(Object row) {
    json.writePOJO(row);
  }

  private void write(ResultSet row, int column, String type) throws SQLException {
    switch (type) {
      case "timestamptz" -> {
        var instant = row.getObject(column, OffsetDateTime.class);
        json.writePOJO(instant == null ? null : instant.toInstant());
      }
      case "jsonb" -> json.writePOJO(tree(row.getString(column)));
      case "bool", "int4", "int8" -> json.writePOJO(row.getObject(column));
      default -> json.writePOJO(row.getString(column));
    }
  }

  private @Nullable Object tree(@Nullable String text) {
    return text == null ? null : mapper.readTree(text);
  }

  private static String camelCase(String name) {
    var words = name.split("_", -1);
    var camel = new StringBuilder(words[0]);
    for (var word = 1; word < words.length; word++) {
      camel
          .append(words[word].substring(0, 1).toUpperCase(Locale.ROOT))
          .append(words[word].substring(1));
    }
    return camel.toString();
  }
}
