package dev.messagingwindow.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.messagingwindow.channel.Revocations;
import dev.messagingwindow.privacy.Deletions;
import dev.messagingwindow.privacy.PrivacyProperties;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.BodyTooLargeException;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/// What a person who logged in does in Facebook's settings: remove the app, ask for deletion.
@RestController
@RequestMapping(
    path = "/webhooks/meta",
    consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
    produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Meta's callbacks")
class MetaUserController {

  static final int MAX_BODY_BYTES = 16 * 1024;

  private static final String FIELD = "signed_request=";

  private final SignedRequests signedRequests;
  private final Revocations revocations;
  private final Deletions deletions;
  private final PrivacyProperties properties;

  MetaUserController(
      SignedRequests signedRequests,
      Revocations revocations,
      Deletions deletions,
      PrivacyProperties properties) {
    this.signedRequests = signedRequests;
    this.revocations = revocations;
    this.deletions = deletions;
    this.properties = properties;
  }

  @PostMapping("/deauthorize")
  @Operation(
      summary = "Somebody removed the app: the channels that this login connected are disconnected")
  @Problems({
    ProblemType.INVALID_REQUEST,
    ProblemType.FORBIDDEN,
    ProblemType.PAYLOAD_TOO_LARGE,
    ProblemType.UNSUPPORTED_MEDIA_TYPE
  })
  Deauthorized deauthorize(HttpServletRequest request) throws IOException {
    var signed = signedRequests.read(signedRequest(request));
    revocations.revoke(signed.user(), signed.issuedAt());
    return new Deauthorized(true);
  }

  @PostMapping("/data-deletion")
  @Operation(
      summary = "Somebody wants everything deleted: tokens at once, customers' data soon",
      description = "The same person again gets the same code.")
  @Problems({
    ProblemType.INVALID_REQUEST,
    ProblemType.FORBIDDEN,
    ProblemType.PAYLOAD_TOO_LARGE,
    ProblemType.UNSUPPORTED_MEDIA_TYPE
  })
  Confirmation delete(HttpServletRequest request) throws IOException {
    var signed = signedRequests.read(signedRequest(request));
    var code = deletions.request(signed.user(), signed.issuedAt());
    return new Confirmation(base().path("/deletions/{code}").buildAndExpand(code).toUri(), code);
  }

  private UriComponentsBuilder base() {
    var publicUrl = properties.publicUrl();
    return publicUrl == null
        ? ServletUriComponentsBuilder.fromCurrentContextPath()
        : UriComponentsBuilder.fromUri(publicUrl);
  }

  /// By hand: the container's own reading of forms takes far larger ones and answers some with 500.
  private static String signedRequest(HttpServletRequest request) throws IOException {
    var body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw new BodyTooLargeException();
    }
    for (var field : new String(body, StandardCharsets.US_ASCII).split("&", -1)) {
      if (field.startsWith(FIELD)) {
        return decode(field.substring(FIELD.length()));
      }
    }
    throw ApiProblem.invalid("signed_request", "is required");
  }

  private static String decode(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw ApiProblem.invalid("signed_request", "must be encoded as in a form");
    }
  }

  record Deauthorized(boolean success) {}

  /// Meta's own names.
  record Confirmation(URI url, @JsonProperty("confirmation_code") String confirmationCode) {}
}
