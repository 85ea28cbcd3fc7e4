package dev.messagingwindow.webhook;

import dev.messagingwindow.meta.AppSecrets;
import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.model.MetaUserId;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads Meta's `signed_request`: base64url of HMAC-SHA256 over the encoded payload, a dot, the
/// payload as base64url of JSON.
///
/// Source:
/// developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback
/// (read 21 September 2026).
@Component
class SignedRequests {

  private static final String ALGORITHM = "HMAC-SHA256";

  /// As long as Meta repeats what was not answered.
  private static final Duration LONGEST_WAY = Duration.ofHours(36);

  private static final Duration SKEW = Duration.ofMinutes(5);

  private final AppSecrets secrets;
  private final JsonMapper json;
  private final Clock clock;

  SignedRequests(AppSecrets secrets, JsonMapper json, Clock clock) {
    this.secrets = secrets;
    this.json = json;
    this.clock = clock;
  }

  /// @throws ApiProblem `forbidden` when Meta did not sign it, or not lately; `invalid-request`
  ///   when it names nobody
  SignedRequest read(String text) {
    var dot = text.indexOf('.');
    var payload = text.substring(dot + 1);
    if (dot < 0
        || !secrets.signed(
            payload.getBytes(StandardCharsets.UTF_8), decode(text.substring(0, dot)))) {
      throw refused("is not signed by Meta");
    }
    var content = parse(decode(payload));
    if (!content.path("algorithm").asString("").equals(ALGORITHM)) {
      throw refused("has another algorithm than " + ALGORITHM);
    }
    var issuedAt = seconds(content.path("issued_at"));
    var expires = seconds(content.path("expires"));
    var now = clock.instant();
    if (issuedAt == null
        || issuedAt.isAfter(now.plus(SKEW))
        || issuedAt.isBefore(now.minus(LONGEST_WAY))
        || (expires != null && !now.isBefore(expires))) {
      throw refused("is too old, or from the future");
    }
    var userId = content.path("user_id").asString("");
    if (!MetaId.isValid(userId)) {
      throw ApiProblem.invalid("signed_request", "must name a user_id");
    }
    return new SignedRequest(new MetaUserId(userId), issuedAt);
  }

  private static ApiProblem refused(String why) {
    return new ApiProblem(ProblemType.FORBIDDEN, "The signed_request " + why + ".");
  }

  /// Empty when it is no base64url: that is signed by nobody, and no JSON.
  private static byte[] decode(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  private JsonNode parse(byte[] payload) {
    try {
      return json.readTree(payload);
    } catch (JacksonException _) {
      throw ApiProblem.invalid("signed_request", "must hold a JSON object");
    }
  }

  /// Null when it is absent, zero (Meta's "never") or no time.
  private static @Nullable Instant seconds(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToInt() && node.intValue() > 0
        ? Instant.ofEpochSecond(node.intValue())
        : null;
  }
}
