package dev.messagingwindow.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Ready-made HTTP requests in a file, all of one length.
///
/// @param file the bytes of one request after the other
/// @param recordBytes of each
/// @param count how many
record Requests(Path file, int recordBytes, int count) {

  static Requests write(Path file, int count, IntFunction<String> request) throws IOException {
    var length = request.apply(0).length();
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (var from = 0; from < count; from += 10_000) {
        var part =
            IntStream.range(from, Math.min(count, from + 10_000))
                .parallel()
                .mapToObj(request)
                .toList();
        for (var one : part) {
          if (one.length() != length) {
            throw new IllegalStateException("requests differ in length");
          }
          out.write(one.getBytes(ISO_8859_1));
        }
      }
    }
    return new Requests(file, length, count);
  }

  /// A text message of a customer, as Messenger sends it, signed.
  ///
  /// @param number makes it unlike every other
  /// @param sentAt epoch milliseconds
  static String webhook(
      String path, String secret, Population.Customer customer, long number, long sentAt) {
    var mid =
        "m_%020dZxTq7BvW0pLkJ9rD2sYcN5gHfUeA1oMiXt8yKjRnQwEzPbVdSaGhCuFlOm3I6".formatted(number);
    var body =
        "{\"object\":\"page\",\"entry\":[{\"id\":\"%s\",\"time\":%d,\"messaging\":[{\"sender\":{\"id\":\"%s\"},\"recipient\":{\"id\":\"%s\"},\"timestamp\":%d,\"message\":{\"mid\":\"%s\",\"text\":\"Hello, I ordered on Monday and wonder where my parcel is now?\"}}]}]}"
            .formatted(
                customer.accountId(),
                sentAt + 250,
                customer.customerId(),
                customer.accountId(),
                sentAt,
                mid);
    return "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nX-Hub-Signature-256: sha256=%s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(path, hmac(secret, body), body.length(), body);
  }

  static String window(String key, Population.Customer customer) {
    return "GET /api/v1/channels/%s/customers/%s/window HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n"
        .formatted(customer.channelId(), customer.customerId(), key);
  }

  /// @param customers of one channel
  static String windows(String key, Iterable<Population.Customer> customers) {
    var ids = new StringBuilder();
    Population.Customer any = null;
    for (var customer : customers) {
      ids.append(any == null ? "" : ",").append('"').append(customer.customerId()).append('"');
      any = customer;
    }
    var body = "{\"customerIds\":[" + ids + "]}";
    return "POST /api/v1/channels/%s/windows/query HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(any == null ? "" : any.channelId(), key, body.length(), body);
  }

  /// An agent's answer.
  ///
  /// @param number makes its idempotency key unlike every other
  static String outbound(String key, Population.Customer customer, long number) {
    return message(key, customer, "outbound", "Idempotency-Key: %020d\r\n".formatted(number));
  }

  /// May an agent answer this?
  static String check(String key, Population.Customer customer) {
    return message(key, customer, "check", "");
  }

  private static String message(
      String key, Population.Customer customer, String call, String header) {
    var body =
        "{\"text\":\"It is on its way and comes on Friday, between nine and twelve.\",\"sender\":{\"type\":\"HUMAN\",\"agentId\":\"a-17\"}}";
    return "POST /api/v1/channels/%s/customers/%s/messages/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(
            customer.channelId(), customer.customerId(), call, key, header, body.length(), body);
  }

  static String bare() {
    return "GET /bench/bare HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  }

  private static String hmac(String secret, String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(ISO_8859_1), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(ISO_8859_1)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
