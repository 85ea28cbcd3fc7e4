package dev.messagingwindow.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// The webhook up to the point where events would be stored: signature and parser.
@RestController
@Profile("bench")
class UnstoredWebhookController {

  private final SignatureVerifier signatures;
  private final EventParser parser;
  private final Clock clock;

  UnstoredWebhookController(SignatureVerifier signatures, EventParser parser, Clock clock) {
    this.signatures = signatures;
    this.parser = parser;
    this.clock = clock;
  }

  @PostMapping(path = "/webhooks/none", produces = MediaType.TEXT_PLAIN_VALUE)
  String receive(
      HttpServletRequest request,
      @RequestHeader(name = "X-Hub-Signature-256", required = false) @Nullable String signature)
      throws IOException, UnreadableBodyException {
    var body = WebhookController.read(request);
    if (!signatures.isValid(body, signature) || parser.parse(body, clock.instant()).isEmpty()) {
      throw new IllegalStateException("the benchmark sends what is signed and readable");
    }
    return "EVENT_RECEIVED";
  }
}
