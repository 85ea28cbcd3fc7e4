package dev.messagingwindow.sandbox.customer;

import dev.messagingwindow.meta.MetaProperties;
import dev.messagingwindow.sandbox.SandboxAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/// What Meta tells the service when a person who logged in removes the app or wants everything
/// deleted. Meta does not repeat it here: whoever plays the person sees the answer.
@Component
@Profile("sandbox")
class SandboxMetaUsers {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private final SandboxAddress address;
  private final MetaProperties meta;
  private final Clock clock;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  SandboxMetaUsers(SandboxAddress address, MetaProperties meta, Clock clock) {
    this.address = address;
    this.meta = meta;
    this.clock = clock;
  }

  /// @param callback `deauthorize` or `data-deletion`
  Told tell(String callback, String userId) {
    var request =
        HttpRequest.newBuilder(address.of("/webhooks/meta/" + callback))
            .timeout(ANSWER_WITHIN)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("User-Agent", "facebookexternalua")
            .POST(BodyPublishers.ofString("signed_request=" + signedRequest(userId)))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      return new Told(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException("the service does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while asking the service", e);
    }
  }

  private String signedRequest(String userId) {
    var payload =
        base64(
            "{\"user_id\":\"%s\",\"algorithm\":\"HMAC-SHA256\",\"issued_at\":%d}"
                .formatted(userId, clock.instant().getEpochSecond())
                .getBytes(StandardCharsets.US_ASCII));
    var signature =
        WebhookSignature.hex(meta.appSecret(), payload.getBytes(StandardCharsets.US_ASCII));
    return base64(HexFormat.of().parseHex(signature)) + "." + payload;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// What the service answered.
  record Told(int status, String body) {}
}
