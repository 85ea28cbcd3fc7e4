package dev.messagingwindow.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads labelled rows.
final class Rows {

  static final Path TRAINING = Path.of("src/test/resources/content/rows");
  static final Path DEV = Path.of("src/test/resources/content/dev.jsonl");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Rows() {}

  /// A file, or every `.jsonl` file of a folder by name.
  static List<Row> read(Path path) {
    try (var files = Files.walk(path)) {
      return files
          .filter(file -> file.toString().endsWith(".jsonl"))
          .sorted()
          .flatMap(file -> lines(file).stream())
          .filter(line -> !line.isBlank())
          .map(line -> row(JSON.readTree(line)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(JsonNode json) {
    var violations = EnumSet.noneOf(ContentRule.class);
    texts(json.path("violations"))
        .forEach(name -> violations.add(ContentRule.valueOf(name.toUpperCase(Locale.ROOT))));
    return new Row(
        json.path("id").asString(),
        json.path("lang").asString(),
        json.path("family").isString() ? json.path("family").asString() : null,
        json.path("sender").isString() ? json.path("sender").asString() : "human",
        texts(json.path("customer_messages")),
        json.path("reply").asString(),
        json.path("allowed").asBoolean(),
        violations);
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
  }
}
