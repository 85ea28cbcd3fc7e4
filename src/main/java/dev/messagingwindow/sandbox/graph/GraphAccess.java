package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.meta.MetaProperties;
import dev.messagingwindow.sandbox.customer.WebhookSignature;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Any token is good, except none and those that say themselves that they are not.
@Component
@Profile("sandbox")
class GraphAccess {

  private static final String BEARER = "Bearer ";

  private final MetaProperties meta;
  private final SandboxTokens tokens;

  GraphAccess(MetaProperties meta, SandboxTokens tokens) {
    this.meta = meta;
    this.tokens = tokens;
  }

  /// The token.
  ///
  /// @throws GraphRefusal without a valid token, or with a proof that does not belong to it
  String require(HttpServletRequest request) {
    var token = token(request);
    if (token == null || token.isBlank()) {
      throw new GraphRefusal(GraphError.NO_TOKEN);
    }
    if (!isValid(token)) {
      throw new GraphRefusal(GraphError.DEAD_TOKEN);
    }
    if (tokens.isExpired(token)) {
      throw new GraphRefusal(GraphError.EXPIRED_TOKEN);
    }
    var proof = request.getParameter("appsecret_proof");
    if (proof != null && !proves(proof, token, request.getParameter("appsecret_time"))) {
      throw new GraphRefusal(
          GraphError.oauth(400, 100, null, "Invalid appsecret_proof provided in the API argument"));
    }
    return token;
  }

  static boolean isValid(String token) {
    return !token.isBlank() && !token.startsWith("invalid");
  }

  private static @Nullable String token(HttpServletRequest request) {
    var header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.startsWith(BEARER)
        ? header.substring(BEARER.length()).strip()
        : request.getParameter("access_token");
  }

  /// developers.facebook.com/docs/graph-api/guides/secure-requests: the hex HMAC of the token, in
  /// its newer form of token and time.
  private boolean proves(String proof, String token, @Nullable String time) {
    var data = (time == null ? token : token + "|" + time).getBytes(StandardCharsets.UTF_8);
    return Stream.of(meta.appSecret(), meta.instagramAppSecret())
        .filter(Objects::nonNull)
        .map(secret -> WebhookSignature.hex(secret, data).getBytes(StandardCharsets.UTF_8))
        .anyMatch(hex -> MessageDigest.isEqual(hex, proof.getBytes(StandardCharsets.UTF_8)));
  }
}
