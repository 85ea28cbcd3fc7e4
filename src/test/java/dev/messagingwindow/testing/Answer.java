package dev.messagingwindow.testing;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/// What came back.
///
/// @param json missing node when the body was empty or no JSON
public record Answer(int status, HttpHeaders headers, String body, JsonNode json) {

  /// The text at a path such as `window.state` or `violations.0.rule`; null when it is absent or
  /// null.
  public String text(String path) {
    var node = at(path);
    return node.isMissingNode() || node.isNull() ? null : node.asString();
  }

  public JsonNode at(String path) {
    return json.at("/" + path.replace('.', '/'));
  }

  /// The slug of a problem; null for everything else.
  public String problem() {
    var type = text("type");
    return type == null ? null : type.substring(type.lastIndexOf(':') + 1);
  }
}
