package dev.messagingwindow.problem;

import dev.messagingwindow.testing.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Sends what no decent client would: the bytes of a request as they are.
final class RawHttp {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI base;

  RawHttp(String base) {
    this.base = URI.create(base);
  }

  /// @param lines request line and headers; the key and `Connection: close` are added
  Answer send(List<String> lines, byte[] body) {
    try (var socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      var request = new ByteArrayOutputStream();
      for (var line : lines) {
        request.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      }
      request.writeBytes(
          "Host: localhost\r\nAuthorization: Bearer sandbox\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.ISO_8859_1));
      request.writeBytes(body);
      socket.getOutputStream().write(request.toByteArray());
      return parsed(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(lines.getFirst(), e);
    }
  }

  /// One chunk and the end.
  static byte[] chunked(String body) {
    return "%x\r\n%s\r\n0\r\n\r\n"
        .formatted(body.length(), body)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Answer parsed(String response) {
    var parts = response.split("\r\n\r\n", 2);
    var lines = parts[0].lines().toList();
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (var line : lines.subList(1, lines.size())) {
      var header = line.split(": *", 2);
      headers.computeIfAbsent(header[0], _ -> new ArrayList<>()).add(header[1]);
    }
    var body = withoutChunks(parts[1]);
    return new Answer(
        Integer.parseInt(lines.getFirst().split(" ", 3)[1]), of(headers), body, json(body));
  }

  private static HttpHeaders of(Map<String, List<String>> headers) {
    return HttpHeaders.of(headers, (_, _) -> true);
  }

  /// Good enough for the one JSON object of a problem.
  private static String withoutChunks(String body) {
    return body.contains("{") ? body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1) : body;
  }

  private static JsonNode json(String body) {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }
}
