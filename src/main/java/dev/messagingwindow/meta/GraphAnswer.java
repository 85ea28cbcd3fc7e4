package dev.messagingwindow.meta;

import dev.messagingwindow.meta.http.HttpAnswer;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// What the Graph API, or something in its place, answered.
///
/// @param body missing when it is not JSON
record GraphAnswer(int status, HttpHeaders headers, JsonNode body) {

  private static final int TOO_MANY_REQUESTS = 429;

  static GraphAnswer of(HttpAnswer answer, JsonMapper json) {
    return new GraphAnswer(answer.status(), answer.headers(), parsed(answer.body(), json));
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /// Only then is it Meta's word that nothing was done.
  boolean isGraphError() {
    return isInt(body.path("error").path("code"));
  }

  boolean isServerError() {
    return status >= 500;
  }

  /// Of an answer without success.
  GraphError error() {
    if (!isGraphError()) {
      return new GraphError(status, null, "HTTP " + status);
    }
    var error = body.path("error");
    var subcode = error.path("error_subcode");
    return new GraphError(
        error.path("code").asInt(),
        isInt(subcode) ? subcode.asInt() : null,
        error.path("message").asString(""));
  }

  /// Decided by code and subcode; the HTTP status speaks where they are not there or not known.
  ErrorClass errorClass() {
    if (!isGraphError() && isServerError()) {
      return ErrorClass.AMBIGUOUS;
    }
    var known = isGraphError() ? ErrorClass.of(error()) : ErrorClass.UNKNOWN_CODE;
    return known == ErrorClass.UNKNOWN_CODE && status == TOO_MANY_REQUESTS
        ? ErrorClass.CHANNEL_RATE
        : known;
  }

  private static JsonNode parsed(byte[] body, JsonMapper json) {
    try {
      var parsed = json.readTree(body);
      return parsed == null ? MissingNode.getInstance() : parsed;
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }

  private static boolean isInt(JsonNode number) {
    return number.isIntegralNumber() && number.canConvertToInt();
  }
}
