package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.sandbox.customer.MetaMade;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/// The codes that the dialogs gave away: each for one use, one client and one address.
@Component
@Profile("sandbox")
class SandboxCodes {

  private final Map<String, Issued> issued = new ConcurrentHashMap<>();
  private final Clock clock;

  SandboxCodes(Clock clock) {
    this.clock = clock;
  }

  /// @param challenge S256 of the verifier that must come with the code; null for none
  String issue(
      String clientId,
      String redirectUri,
      List<String> scopes,
      @Nullable String challenge,
      Duration life) {
    var code = "AQB" + MetaMade.traceId() + MetaMade.traceId();
    issued.put(
        code,
        new Issued(
            clientId, redirectUri, List.copyOf(scopes), challenge, clock.instant().plus(life)));
    return code;
  }

  Redeemed redeem(String code, String clientId, String redirectUri, @Nullable String verifier) {
    var known = issued.get(code);
    if (known == null
        || !known.clientId.equals(clientId)
        || !known.redirectUri.equals(redirectUri)
        || !answers(known.challenge, verifier)) {
      return new Redeemed(Redeemed.Outcome.UNKNOWN, List.of());
    }
    if (!clock.instant().isBefore(known.expiresAt)) {
      return new Redeemed(Redeemed.Outcome.EXPIRED, List.of());
    }
    return issued.replace(code, known, known.used()) && !known.isUsed()
        ? new Redeemed(Redeemed.Outcome.GOOD, known.scopes)
        : new Redeemed(Redeemed.Outcome.USED, List.of());
  }

  private static boolean answers(@Nullable String challenge, @Nullable String verifier) {
    if (challenge == null) {
      return true;
    }
    try {
      return verifier != null
          && challenge.equals(
              Base64.getUrlEncoder()
                  .withoutPadding()
                  .encodeToString(
                      MessageDigest.getInstance("SHA-256")
                          .digest(verifier.getBytes(StandardCharsets.US_ASCII))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// @param scopes what the person granted
  record Redeemed(Outcome outcome, List<String> scopes) {

    enum Outcome {
      GOOD,
      UNKNOWN,
      USED,
      EXPIRED
    }
  }

  private record Issued(
      String clientId,
      String redirectUri,
      List<String> scopes,
      @Nullable String challenge,
      Instant expiresAt,
      boolean isUsed) {

    Issued(
        String clientId,
        String redirectUri,
        List<String> scopes,
        @Nullable String challenge,
        Instant expiresAt) {
      this(clientId, redirectUri, scopes, challenge, expiresAt, false);
    }

    Issued used() {
      return new Issued(clientId, redirectUri, scopes, challenge, expiresAt, true);
    }
  }
}
