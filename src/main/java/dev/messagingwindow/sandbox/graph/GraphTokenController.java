package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.meta.MetaProperties;
import dev.messagingwindow.sandbox.graph.SandboxCodes.Redeemed;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Facebook's tokens: codes and tokens are exchanged, and asked about.
@RestController
@Profile("sandbox")
@Hidden
@RequestMapping("/sandbox/graph/{version:v[0-9]+(?:\\.[0-9]+)?}")
class GraphTokenController {

  private static final List<String> USUAL_SCOPES =
      List.of(
          "pages_messaging",
          "pages_manage_metadata",
          "pages_show_list",
          "pages_read_engagement",
          "instagram_basic",
          "instagram_manage_messages");

  private final GraphAccess access;
  private final GraphFaults faults;
  private final SandboxLogin login;
  private final SandboxCodes codes;
  private final SandboxTokens tokens;
  private final MetaProperties meta;
  private final Clock clock;

  GraphTokenController(
      GraphAccess access,
      GraphFaults faults,
      SandboxLogin login,
      SandboxCodes codes,
      SandboxTokens tokens,
      MetaProperties meta,
      Clock clock) {
    this.access = access;
    this.faults = faults;
    this.login = login;
    this.codes = codes;
    this.tokens = tokens;
    this.meta = meta;
    this.clock = clock;
  }

  /// Meta documents a GET, and takes the same as a form.
  @RequestMapping(
      path = "/oauth/access_token",
      method = {RequestMethod.GET, RequestMethod.POST})
  Map<String, Object> exchange(
      @RequestParam(name = "client_id", defaultValue = "") String clientId,
      @RequestParam(name = "client_secret", defaultValue = "") String secret,
      @RequestParam(name = "grant_type", defaultValue = "authorization_code") String grantType,
      @RequestParam(name = "redirect_uri", defaultValue = "") String redirectUri,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(name = "code_verifier", required = false) @Nullable String verifier,
      @RequestParam(name = "fb_exchange_token", defaultValue = "") String token) {
    if (!clientId.equals(meta.appId()) || !secret.equals(meta.appSecret())) {
      throw new GraphRefusal(GraphError.oauth(400, 1, null, "Error validating client secret."));
    }
    return grantType.equals("fb_exchange_token")
        ? longLived(token)
        : ofCode(codes.redeem(code, clientId, redirectUri, verifier));
  }

  private Map<String, Object> ofCode(Redeemed redeemed) {
    faults.fail(GraphCall.CODE, null);
    return switch (redeemed.outcome()) {
      case GOOD ->
          answer(
              tokens.make("EAA", SandboxTokens.SHORT, redeemed.scopes()),
              SandboxTokens.SHORT.toSeconds());
      case UNKNOWN -> throw new GraphRefusal(GraphError.CODE_UNKNOWN);
      case USED -> throw new GraphRefusal(GraphError.CODE_USED);
      case EXPIRED -> throw new GraphRefusal(GraphError.CODE_EXPIRED);
    };
  }

  private Map<String, Object> longLived(String token) {
    faults.fail(GraphCall.LONG_LIVED, null);
    if (!GraphAccess.isValid(token) || tokens.isExpired(token)) {
      throw new GraphRefusal(GraphError.DEAD_TOKEN);
    }
    var scopes = tokens.find(token).map(SandboxTokens.Made::scopes).orElse(USUAL_SCOPES);
    return answer(tokens.make("EAA", SandboxTokens.LONG, scopes), SandboxTokens.LONG.toSeconds());
  }

  private static Map<String, Object> answer(String token, long expiresIn) {
    return Map.of("access_token", token, "token_type", "bearer", "expires_in", expiresIn);
  }

  @GetMapping("/debug_token")
  Map<String, Object> debug(
      @RequestParam(name = "input_token", defaultValue = "") String token,
      HttpServletRequest request) {
    access.require(request);
    try {
      faults.fail(GraphCall.DEBUG_TOKEN, token);
    } catch (GraphRefusal refusal) {
      var error = refusal.error();
      if (error != null && error.code() == 190) {
        return Map.of("data", dead(error));
      }
      throw refusal;
    }
    if (!GraphAccess.isValid(token)) {
      return Map.of("data", dead(GraphError.DEAD_TOKEN));
    }
    return Map.of("data", tokens.isExpired(token) ? dead(GraphError.EXPIRED_TOKEN) : alive(token));
  }

  private Map<String, Object> alive(String token) {
    var made = tokens.find(token);
    var person = login.person();
    var scopes = made.map(SandboxTokens.Made::scopes).orElse(person.granted(USUAL_SCOPES));
    var data = new LinkedHashMap<String, Object>();
    data.put("app_id", meta.appId());
    data.put("type", made.isPresent() ? "USER" : "PAGE");
    data.put("application", "Sandbox app");
    data.put(
        "issued_at",
        made.map(SandboxTokens.Made::issuedAt).orElse(clock.instant()).getEpochSecond());
    data.put(
        "expires_at",
        seconds(made.map(SandboxTokens.Made::expiresAt).orElse(person.tokenExpiresAt())));
    data.put("data_access_expires_at", seconds(person.dataAccessExpiresAt()));
    data.put("is_valid", true);
    data.put("scopes", scopes);
    data.put("granular_scopes", scopes.stream().map(scope -> granular(scope, person)).toList());
    data.put("user_id", SandboxPerson.USER_ID);
    return data;
  }

  /// Names the only Pages or accounts where the person made a choice.
  private static Map<String, Object> granular(String scope, SandboxPerson person) {
    var pages = person.pages();
    if (pages == null || scope.equals("pages_show_list")) {
      return Map.of("scope", scope);
    }
    var targets = new ArrayList<String>();
    for (var page : pages) {
      var id = scope.startsWith("instagram_") ? page.instagramAccountId() : page.id();
      if (page.isGranted() && id != null) {
        targets.add(id);
      }
    }
    return Map.of("scope", scope, "target_ids", targets);
  }

  private Map<String, Object> dead(GraphError error) {
    var why = new LinkedHashMap<String, Object>();
    why.put("code", error.code());
    why.put("message", error.message());
    if (error.subcode() != null) {
      why.put("subcode", error.subcode());
    }
    return Map.of("app_id", meta.appId(), "is_valid", false, "error", why, "scopes", List.of());
  }

  private static long seconds(@Nullable Instant instant) {
    return instant == null ? 0 : instant.getEpochSecond();
  }
}
