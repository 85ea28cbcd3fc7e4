package dev.messagingwindow.testing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// One operation of the OpenAPI document.
///
/// @param path with variables such as `{channelId}`
/// @param problems the slugs of its documented problem types
public record Operation(
    String method, String path, boolean hasBody, Set<String> problems, JsonNode json) {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /// All operations that the service documents.
  public static List<Operation> documented(Api api) {
    var document = api.get("/v3/api-docs").json();
    return document.path("paths").properties().stream()
        .flatMap(path -> operations(path.getKey(), path.getValue()))
        .toList();
  }

  private static Stream<Operation> operations(String path, JsonNode methods) {
    return methods.properties().stream()
        .filter(method -> METHODS.contains(method.getKey()))
        .map(method ->
            new Operation(
                method.getKey().toUpperCase(Locale.ROOT),
                path,
                method.getValue().has("requestBody"),
                problems(method.getValue()),
                method.getValue()));
  }

  private static Set<String> problems(JsonNode operation) {
    var slugs = new TreeSet<String>();
    for (var response : operation.path("responses")) {
      response.path("x-problem-types").forEach(slug -> slugs.add(slug.asString()));
    }
    return slugs;
  }

  /// Such as `GET /api/v1/keys`.
  public String name() {
    return method + " " + path;
  }

  /// The path with its variables filled in.
  public String path(Map<String, String> variables) {
    var filled = path;
    for (var variable : variables.entrySet()) {
      filled = filled.replace("{" + variable.getKey() + "}", variable.getValue());
    }
    return filled;
  }

  @Override
  public String toString() {
    return name();
  }
}
