package dev.messagingwindow.meta;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Calls of Meta's that read something or exchange one secret for another, and Meta's two ways to
/// say no: the Graph API's `{"error":{…}}` and the Instagram login's `{"error_type","code",
/// "error_message"}`.
final class MetaCalls {

  /// A page of conversations with their latest messages is the largest.
  private static final int MAX_ANSWER_BYTES = 2 * 1024 * 1024;

  private final RestClient http;
  private final JsonMapper json = JsonMapper.shared();

  MetaCalls(RestClient http) {
    this.http = http;
  }

  /// @param bearer null where the address or Meta's documentation leaves no place for a header
  JsonNode get(URI uri, @Nullable String bearer)
      throws MetaRefusedException, MetaUnreachableException {
    return answered(
        http.get()
            .uri(uri)
            .headers(headers -> {
              if (bearer != null) {
                headers.setBearerAuth(bearer);
              }
            }));
  }

  /// Secrets go in the body, so that no address holds one.
  JsonNode post(URI uri, Map<String, String> form)
      throws MetaRefusedException, MetaUnreachableException {
    var body = new LinkedMultiValueMap<String, String>();
    form.forEach(body::add);
    return answered(
        http.post().uri(uri).contentType(MediaType.APPLICATION_FORM_URLENCODED).body(body));
  }

  /// @param parameters every character of a value that means something in an address is escaped
  static URI uri(URI host, String path, Map<String, String> parameters) {
    var uri = UriComponentsBuilder.fromUri(host).path(path);
    parameters.keySet().forEach(name -> uri.queryParam(name, "{" + name + "}"));
    return uri.encode().buildAndExpand(parameters).toUri();
  }

  private JsonNode answered(RestClient.RequestHeadersSpec<?> request)
      throws MetaRefusedException, MetaUnreachableException {
    Answer answer;
    try {
      answer = request.exchange((_, response) -> answer(response));
    } catch (ResourceAccessException e) {
      throw new MetaUnreachableException(e);
    }
    if (answer.refusal() != null) {
      throw new MetaRefusedException(answer.refusal());
    }
    return answer.body();
  }

  private Answer answer(ClientHttpResponse response) throws IOException {
    var body = read(response);
    return new Answer(
        body,
        response.getStatusCode().is2xxSuccessful()
            ? null
            : error(response.getStatusCode().value(), body));
  }

  private JsonNode read(ClientHttpResponse response) throws IOException {
    try {
      return json.readTree(response.getBody().readNBytes(MAX_ANSWER_BYTES));
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }

  private static GraphError error(int status, JsonNode body) {
    var error = body.path("error");
    if (isInt(error.path("code"))) {
      var subcode = error.path("error_subcode");
      return new GraphError(
          error.path("code").asInt(),
          isInt(subcode) ? subcode.asInt() : null,
          error.path("message").asString(""));
    }
    return isInt(body.path("code")) && body.has("error_message")
        ? new GraphError(body.path("code").asInt(), null, body.path("error_message").asString(""))
        : new GraphError(status, null, "HTTP " + status);
  }

  private static boolean isInt(JsonNode number) {
    return number.isIntegralNumber() && number.canConvertToInt();
  }

  /// @param refusal null when Meta did what was asked
  private record Answer(JsonNode body, @Nullable GraphError refusal) {}
}
