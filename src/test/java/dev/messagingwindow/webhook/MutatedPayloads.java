package dev.messagingwindow.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Every sample payload with one value replaced by one of another type, for every value in it.
final class MutatedPayloads {

  private static final JsonMapper JSON = JsonMapper.shared();

  static final List<String> VALUES =
      List.of("null", "\"\"", "0", "-1", "[]", "{}", "true", "\"" + "x".repeat(100_000) + "\"");

  private MutatedPayloads() {}

  /// @param path of what was replaced
  record Mutant(String file, String path, String value, byte[] body) {

    @Override
    public String toString() {
      return file + path + "=" + (value.length() > 10 ? "long" : value);
    }
  }

  static Stream<Mutant> of(String file) {
    var original = JSON.readTree(Payloads.read(file));
    var paths = new ArrayList<JsonPointer>();
    collect(original, JsonPointer.empty(), paths);
    return paths.stream()
        .flatMap(path ->
            VALUES.stream()
                .map(value -> {
                  var mutant = original.deepCopy();
                  replace(mutant.at(path.head()), path.last(), JSON.readTree(value));
                  return new Mutant(file, path.toString(), value, JSON.writeValueAsBytes(mutant));
                }));
  }

  private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> paths) {
    if (node instanceof ObjectNode object) {
      for (var property : object.properties()) {
        var path = at.appendProperty(property.getKey());
        paths.add(path);
        collect(property.getValue(), path, paths);
      }
    } else if (node instanceof ArrayNode array) {
      for (var i = 0; i < array.size(); i++) {
        var path = at.appendIndex(i);
        paths.add(path);
        collect(array.get(i), path, paths);
      }
    }
  }

  private static void replace(JsonNode parent, JsonPointer last, JsonNode value) {
    if (parent instanceof ArrayNode array) {
      array.set(last.getMatchingIndex(), value);
    } else {
      ((ObjectNode) parent).set(last.getMatchingProperty(), value);
    }
  }
}
