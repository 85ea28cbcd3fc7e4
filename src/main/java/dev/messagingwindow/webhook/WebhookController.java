package dev.messagingwindow.webhook;

import dev.messagingwindow.meta.MetaProperties;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.BodyTooLargeException;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/webhooks/meta")
@Tag(name = "Meta's callbacks")
class WebhookController {

  static final int MAX_BODY_BYTES = 2 * 1024 * 1024;

  /// Anything else echoed back could be a script.
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{1,1000}");

  private final SignatureVerifier signatures;
  private final Webhooks webhooks;
  private final byte[] verifyToken;

  WebhookController(SignatureVerifier signatures, Webhooks webhooks, MetaProperties meta) {
    this.signatures = signatures;
    this.webhooks = webhooks;
    this.verifyToken = meta.verifyToken().getBytes(StandardCharsets.UTF_8);
  }

  @GetMapping(produces = MediaType.TEXT_PLAIN_VALUE)
  @Operation(summary = "Meta's handshake: repeats the challenge to whoever knows the verify token")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.FORBIDDEN})
  String handshake(
      @RequestParam("hub.mode") String mode,
      @RequestParam("hub.verify_token") String token,
      @RequestParam("hub.challenge") String challenge) {
    if (!MessageDigest.isEqual(verifyToken, token.getBytes(StandardCharsets.UTF_8))) {
      throw new ApiProblem(ProblemType.FORBIDDEN, "The verify token is another.");
    }
    if (!mode.equals("subscribe")) {
      throw ApiProblem.invalid("hub.mode", "must be subscribe");
    }
    if (!CHALLENGE.matcher(challenge).matches()) {
      throw ApiProblem.invalid("hub.challenge", "must match " + CHALLENGE);
    }
    return challenge;
  }

  @PostMapping(produces = MediaType.TEXT_PLAIN_VALUE)
  @Operation(summary = "Meta's events: answered once everything in the body is committed")
  @Problems({
    ProblemType.INVALID_REQUEST,
    ProblemType.FORBIDDEN,
    ProblemType.PAYLOAD_TOO_LARGE,
    ProblemType.UNAVAILABLE
  })
  String receive(
      HttpServletRequest request,
      @RequestHeader(name = "X-Hub-Signature-256", required = false) @Nullable String signature)
      throws IOException {
    var body = read(request);
    if (!signatures.isValid(body, signature)) {
      webhooks.countUnsigned();
      throw new ApiProblem(ProblemType.FORBIDDEN, "X-Hub-Signature-256 is missing or wrong.");
    }
    try {
      webhooks.receive(body);
    } catch (UnreadableBodyException _) {
      throw ApiProblem.invalid("body", "must be a JSON object with an array 'entry'");
    }
    return "EVENT_RECEIVED";
  }

  static byte[] read(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > MAX_BODY_BYTES) {
      throw new BodyTooLargeException();
    }
    var body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw new BodyTooLargeException();
    }
    return body;
  }
}
