package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.meta.MetaProperties;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Instagram Login's own addresses: api.instagram.com and the unversioned part of
/// graph.instagram.com.
///
/// Source:
/// developers.facebook.com/documentation/instagram-platform/instagram-api-with-instagram-login/business-login
/// (13 March 2026).
@RestController
@Profile("sandbox")
@Hidden
class InstagramTokenController {

  private static final Duration YOUNGEST_TO_RENEW = Duration.ofHours(23).plusMinutes(60);

  private final GraphAccess access;
  private final GraphFaults faults;
  private final SandboxLogin login;
  private final SandboxCodes codes;
  private final SandboxTokens tokens;
  private final MetaProperties meta;
  private final String instagramAppId;
  private final Clock clock;

  InstagramTokenController(
      GraphAccess access,
      GraphFaults faults,
      SandboxLogin login,
      SandboxCodes codes,
      SandboxTokens tokens,
      MetaProperties meta,
      @Value("${messaging.meta.login.instagram-app-id:}") String instagramAppId,
      Clock clock) {
    this.access = access;
    this.faults = faults;
    this.login = login;
    this.codes = codes;
    this.tokens = tokens;
    this.meta = meta;
    this.instagramAppId = instagramAppId;
    this.clock = clock;
  }

  @PostMapping("/sandbox/instagram/oauth/access_token")
  Map<String, Object> code(
      @RequestParam(name = "client_id", defaultValue = "") String clientId,
      @RequestParam(name = "client_secret", defaultValue = "") String secret,
      @RequestParam(name = "redirect_uri", defaultValue = "") String redirectUri,
      @RequestParam(defaultValue = "") String code) {
    faults.fail(GraphCall.CODE, null);
    if (!clientId.equals(instagramAppId) || !secret.equals(meta.instagramAppSecret())) {
      throw new InstagramRefusal("Error validating client secret.");
    }
    var redeemed = codes.redeem(code, clientId, redirectUri, null);
    return switch (redeemed.outcome()) {
      case GOOD ->
          Map.of(
              "data",
              List.of(
                  Map.of(
                      "access_token",
                      tokens.make("IGAA", SandboxTokens.SHORT, redeemed.scopes()),
                      "user_id",
                      login.person().instagramAccount().id(),
                      "permissions",
                      String.join(",", redeemed.scopes()))));
      case UNKNOWN, USED, EXPIRED ->
          throw new InstagramRefusal("Matching code was not found or was already used");
    };
  }

  @GetMapping("/sandbox/graph/access_token")
  Map<String, Object> longLived(
      @RequestParam(name = "grant_type", defaultValue = "") String grantType,
      @RequestParam(name = "client_secret", defaultValue = "") String secret,
      HttpServletRequest request) {
    var token = access.require(request);
    faults.fail(GraphCall.LONG_LIVED, null);
    if (!grantType.equals("ig_exchange_token") || !secret.equals(meta.instagramAppSecret())) {
      throw new GraphRefusal(GraphError.oauth(400, 1, null, "Error validating client secret."));
    }
    return fresh(token);
  }

  @GetMapping("/sandbox/graph/refresh_access_token")
  Map<String, Object> refresh(
      @RequestParam(name = "grant_type", defaultValue = "") String grantType,
      HttpServletRequest request) {
    var token = access.require(request);
    faults.fail(GraphCall.REFRESH, token);
    var isTooYoung =
        tokens
            .find(token)
            .filter(made -> clock.instant().isBefore(made.issuedAt().plus(YOUNGEST_TO_RENEW)))
            .isPresent();
    if (!grantType.equals("ig_refresh_token") || isTooYoung) {
      throw new GraphRefusal(
          GraphError.oauth(400, 100, null, "The token is less than 24 hours old."));
    }
    return fresh(token);
  }

  private Map<String, Object> fresh(String token) {
    var scopes = tokens.find(token).map(SandboxTokens.Made::scopes).orElse(List.of());
    return Map.of(
        "access_token",
        tokens.make("IGAA", SandboxTokens.LONG, scopes),
        "token_type",
        "bearer",
        "expires_in",
        SandboxTokens.LONG.toSeconds());
  }

  @GetMapping("/sandbox/graph/{version:v[0-9]+(?:\\.[0-9]+)?}/me")
  Map<String, Object> me(HttpServletRequest request) {
    access.require(request);
    var account = login.person().instagramAccount();
    return Map.of("id", account.id(), "user_id", account.userId(), "username", account.username());
  }
}
