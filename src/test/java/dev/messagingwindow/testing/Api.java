package dev.messagingwindow.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// A client of the service, over real HTTP.
public final class Api {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String base;
  private final List<String> headers;

  private Api(String base, List<String> headers) {
    this.base = base;
    this.headers = headers;
  }

  /// Without a credential.
  public static Api at(String base) {
    return new Api(base, List.of());
  }

  public Api withKey(String key) {
    return with("Authorization", "Bearer " + key);
  }

  public Api with(String header, String value) {
    var more = new ArrayList<>(headers);
    more.add(header);
    more.add(value);
    return new Api(base, more);
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /// @param json a body in JSON; single quotes may stand for double ones
  public Answer post(String path, String json) {
    return send("POST", path, json.replace('\'', '"'));
  }

  public Answer put(String path, String json) {
    return send("PUT", path, json.replace('\'', '"'));
  }

  /// @param body as it is; null for none
  public Answer send(String method, String path, String body) {
    return with("Content-Type", "application/json")
        .exchange(method, path, body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));
  }

  /// Any bytes, with no header but those given before.
  public Answer exchange(String method, String path, byte[] body) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    for (var i = 0; i < headers.size(); i += 2) {
      request.header(headers.get(i), headers.get(i + 1));
    }
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      return answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Answer answer(int status, java.net.http.HttpHeaders headers, String body) {
    try {
      return new Answer(
          status, headers, body, body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body));
    } catch (JacksonException _) {
      return new Answer(status, headers, body, MissingNode.getInstance());
    }
  }
}
