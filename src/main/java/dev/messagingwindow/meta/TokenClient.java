package dev.messagingwindow.meta;

import dev.messagingwindow.model.Login;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What Meta says of tokens, and new ones for old.
///
/// Sources: developers.facebook.com/docs/facebook-login/guides/access-tokens (`debug_token`),
/// …/instagram-platform/instagram-api-with-instagram-login/business-login (refreshing; read
/// 2026-11-27).
public final class TokenClient {

  private final MetaCalls calls;
  private final GraphHosts hosts;
  private final AppSecretProof proof;
  private final MetaProperties app;

  TokenClient(MetaCalls calls, GraphHosts hosts, AppSecretProof proof, MetaProperties app) {
    this.calls = calls;
    this.hosts = hosts;
    this.proof = proof;
    this.app = app;
  }

  /// Asks about a token of Facebook Login. The question is put with the app's own token.
  public TokenFacts inspect(String token) throws MetaRefusedException, MetaUnreachableException {
    var data =
        calls
            .get(
                MetaCalls.uri(
                    hosts.of(Login.FACEBOOK),
                    "/" + app.apiVersion() + "/debug_token",
                    Map.of("input_token", token)),
                app.appId() + "|" + app.appSecret())
            .path("data");
    return new TokenFacts(
        data.path("is_valid").asBoolean(false) ? null : refusal(data.path("error")),
        instant(data.path("issued_at")),
        instant(data.path("expires_at")),
        instant(data.path("data_access_expires_at")),
        texts(data.path("scopes")),
        targets(data.path("granular_scopes")),
        data.path("user_id").isMissingNode() ? null : data.path("user_id").asString());
  }

  /// Whether Instagram still takes a token of Instagram Login, which no `debug_token` knows.
  public TokenFacts inspectOfInstagram(String token)
      throws MetaUnreachableException, MetaRefusedException {
    try {
      calls.get(
          MetaCalls.uri(
              hosts.of(Login.INSTAGRAM),
              "/" + app.apiVersion() + "/me",
              Map.of("fields", "user_id", "appsecret_proof", proof.of(Login.INSTAGRAM, token))),
          token);
      return TokenFacts.expiring(null, null);
    } catch (MetaRefusedException e) {
      if (ErrorClass.of(e.error()) != ErrorClass.RECONNECT) {
        throw e;
      }
      return new TokenFacts(e.error(), null, null, null, Set.of(), Map.of(), null);
    }
  }

  /// A new token of Instagram Login, good for 60 days. The old one must be 24 hours old and alive;
  /// Meta documents this call as a GET only.
  public UserToken refresh(String token) throws MetaRefusedException, MetaUnreachableException {
    return LoginClient.token(
        calls.get(
            MetaCalls.uri(
                hosts.of(Login.INSTAGRAM),
                "/refresh_access_token",
                Map.of("grant_type", "ig_refresh_token", "access_token", token)),
            null));
  }

  private static GraphError refusal(JsonNode error) {
    var subcode = error.path("subcode");
    return new GraphError(
        error.path("code").asInt(190),
        subcode.isIntegralNumber() ? subcode.asInt() : null,
        error.path("message").asString("Meta says that the token is not valid"));
  }

  /// Seconds; zero stands for never.
  private static @Nullable Instant instant(JsonNode seconds) {
    return seconds.isIntegralNumber() && seconds.asLong() > 0
        ? Instant.ofEpochSecond(seconds.asLong())
        : null;
  }

  private static Map<String, Set<String>> targets(JsonNode granularScopes) {
    var targets = new HashMap<String, Set<String>>();
    for (var granular : granularScopes) {
      if (granular.path("target_ids").isArray()) {
        targets.put(granular.path("scope").asString(""), texts(granular.path("target_ids")));
      }
    }
    return targets;
  }

  private static Set<String> texts(JsonNode list) {
    var texts = new HashSet<String>();
    list.forEach(item -> texts.add(item.asString("")));
    return texts;
  }
}
