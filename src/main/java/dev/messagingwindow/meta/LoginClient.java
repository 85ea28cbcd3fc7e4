package dev.messagingwindow.meta;

import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.model.Platform;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Meta's two logins: Facebook Login, for Pages and Instagram accounts linked to one, and Instagram
/// Login.
///
/// PKCE: Facebook documents it for its OpenID Connect code flow
/// (…/facebook-login/guides/advanced/oidc-token, "still in testing"), which has the same dialog and
/// token address as ours; the verifier goes beside the app secret, not in its place. Instagram's
/// authorization window documents none.
///
/// Sources: developers.facebook.com/documentation/facebook-login/guides/advanced/manual-flow,
/// …/instagram-platform/instagram-api-with-instagram-login/business-login,
/// …/instagram-platform/reference/oauth-authorize (read 2026-11-27).
public final class LoginClient {

  /// Somebody with more Pages than these many answers hold is shown the first.
  private static final int MAX_PAGES_OF_PAGES = 50;

  private static final String PAGE_FIELDS =
      "id,name,access_token,tasks,instagram_business_account{id,username}";

  private final MetaCalls calls;
  private final GraphHosts graphHosts;
  private final LoginHosts loginHosts;
  private final AppSecretProof proof;
  private final MetaProperties app;
  private final MetaLoginProperties login;

  LoginClient(
      MetaCalls calls,
      GraphHosts graphHosts,
      LoginHosts loginHosts,
      AppSecretProof proof,
      MetaProperties app,
      MetaLoginProperties login) {
    this.calls = calls;
    this.graphHosts = graphHosts;
    this.loginHosts = loginHosts;
    this.proof = proof;
    this.app = app;
    this.login = login;
  }

  /// Whether this app can use that login at all.
  public boolean offers(Login asked) {
    return switch (asked) {
      case FACEBOOK -> true;
      case INSTAGRAM -> login.instagramAppId() != null && app.instagramAppSecret() != null;
    };
  }

  public boolean usesPkce(Login asked) {
    return asked == Login.FACEBOOK && login.facebookPkce();
  }

  /// The page at Meta that a person's browser is sent to.
  ///
  /// @param codeChallenge S256 of the verifier; null without PKCE
  public URI dialog(
      Platform platform,
      Login asked,
      URI redirectUri,
      String state,
      @Nullable String codeChallenge) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("client_id", clientId(asked));
    parameters.put("redirect_uri", redirectUri.toString());
    parameters.put("state", state);
    parameters.put("response_type", "code");
    if (asked == Login.FACEBOOK && login.facebookConfigId() != null) {
      parameters.put("config_id", login.facebookConfigId());
    } else {
      parameters.put(
          "scope", String.join(",", LoginScopes.asked(platform, asked, login.extraScopes())));
    }
    if (codeChallenge != null) {
      parameters.put("code_challenge", codeChallenge);
      parameters.put("code_challenge_method", "S256");
    }
    return switch (asked) {
      case INSTAGRAM -> MetaCalls.uri(loginHosts.dialog(asked), "/oauth/authorize", parameters);
      case FACEBOOK -> {
        // asks again for what somebody refused before; without it the dialog passes by
        parameters.put("auth_type", "rerequest");
        yield MetaCalls.uri(
            loginHosts.dialog(asked), "/" + app.apiVersion() + "/dialog/oauth", parameters);
      }
    };
  }

  /// Exchanges the code for a token that lives an hour or two. A code is good for one use.
  ///
  /// @param codeVerifier null without PKCE
  public LoginGrant exchangeCode(
      Login asked, String code, URI redirectUri, @Nullable String codeVerifier)
      throws MetaRefusedException, MetaUnreachableException {
    var form = new LinkedHashMap<String, String>();
    form.put("client_id", clientId(asked));
    form.put("client_secret", clientSecret(asked));
    form.put("grant_type", "authorization_code");
    form.put("redirect_uri", redirectUri.toString());
    form.put("code", code);
    if (codeVerifier != null) {
      form.put("code_verifier", codeVerifier);
    }
    return switch (asked) {
      case FACEBOOK ->
          new LoginGrant(
              token(calls.post(graph(asked, "/oauth/access_token", Map.of()), form)), null, null);
      case INSTAGRAM -> {
        var answer =
            calls.post(
                MetaCalls.uri(loginHosts.instagramCodes(), "/oauth/access_token", Map.of()), form);
        // Meta's samples wrap it in a list; older answers do not
        var wrapped = answer.path("data").path(0);
        var grant = wrapped.isObject() ? wrapped : answer;
        yield new LoginGrant(token(grant), grant.path("user_id").asString(""), permissions(grant));
      }
    };
  }

  /// A token for about 60 days. A Page's token has no end only when it comes from such a one.
  public UserToken longLived(Login asked, UserToken token)
      throws MetaRefusedException, MetaUnreachableException {
    return switch (asked) {
      case FACEBOOK -> longLived(token);
      case INSTAGRAM -> longLivedOfInstagram(token);
    };
  }

  private UserToken longLived(UserToken token)
      throws MetaRefusedException, MetaUnreachableException {
    return token(
        calls.post(
            graph(Login.FACEBOOK, "/oauth/access_token", Map.of()),
            Map.of(
                "grant_type", "fb_exchange_token",
                "client_id", clientId(Login.FACEBOOK),
                "client_secret", clientSecret(Login.FACEBOOK),
                "fb_exchange_token", token.accessToken())));
  }

  /// Instagram documents this call as a GET only.
  private UserToken longLivedOfInstagram(UserToken token)
      throws MetaRefusedException, MetaUnreachableException {
    return token(
        calls.get(
            MetaCalls.uri(
                graphHosts.of(Login.INSTAGRAM),
                "/access_token",
                Map.of(
                    "grant_type", "ig_exchange_token",
                    "client_secret", clientSecret(Login.INSTAGRAM),
                    "access_token", token.accessToken())),
            null));
  }

  /// The Pages that the person may act for and chose in the dialog.
  public List<LoginPage> pages(UserToken token)
      throws MetaRefusedException, MetaUnreachableException {
    var pages = new ArrayList<LoginPage>();
    String after = null;
    for (var i = 0; i < MAX_PAGES_OF_PAGES; i++) {
      var parameters = new LinkedHashMap<String, String>();
      parameters.put("fields", PAGE_FIELDS);
      parameters.put("limit", "100");
      parameters.put("appsecret_proof", proof.of(Login.FACEBOOK, token.accessToken()));
      if (after != null) {
        parameters.put("after", after);
      }
      var answer =
          calls.get(graph(Login.FACEBOOK, "/me/accounts", parameters), token.accessToken());
      for (var page : answer.path("data")) {
        if (MetaId.isValid(page.path("id").asString(""))) {
          pages.add(page(page));
        }
      }
      after = Cursors.next(answer);
      if (after == null) {
        break;
      }
    }
    return pages;
  }

  /// The account of an Instagram login. Its `user_id`, not its `id`, is the one that webhooks name.
  ///
  /// @return only id, name and token are set
  public LoginPage instagramAccount(UserToken token)
      throws MetaRefusedException, MetaUnreachableException {
    var me =
        calls.get(
            graph(
                Login.INSTAGRAM,
                "/me",
                Map.of(
                    "fields",
                    "user_id,username",
                    "appsecret_proof",
                    proof.of(Login.INSTAGRAM, token.accessToken()))),
            token.accessToken());
    var id = me.path("user_id").asString("");
    if (!MetaId.isValid(id)) {
      throw new MetaRefusedException(new GraphError(0, null, "Instagram named no account"));
    }
    return new LoginPage(
        id, me.path("username").asString(id), token.accessToken(), Set.of(), null, null);
  }

  private static LoginPage page(JsonNode page) {
    var tasks = new HashSet<String>();
    page.path("tasks").forEach(task -> tasks.add(task.asString("")));
    var instagram = page.path("instagram_business_account");
    var instagramId = instagram.path("id").asString("");
    return new LoginPage(
        page.path("id").asString(),
        page.path("name").asString(page.path("id").asString()),
        page.path("access_token").stringValue(null),
        tasks,
        MetaId.isValid(instagramId) ? instagramId : null,
        instagram.path("username").stringValue(null));
  }

  /// Comma-separated, or a list.
  private static @Nullable Set<String> permissions(JsonNode grant) {
    var permissions = grant.path("permissions");
    if (permissions.isString()) {
      return Set.of(permissions.asString().split(","));
    }
    return permissions.isArray()
        ? permissions.valueStream().map(one -> one.asString("")).collect(Collectors.toSet())
        : null;
  }

  static UserToken token(JsonNode answer) throws MetaRefusedException {
    var token = answer.path("access_token").asString("");
    if (token.isBlank()) {
      throw new MetaRefusedException(new GraphError(0, null, "no token in Meta's answer"));
    }
    var expiresIn = answer.path("expires_in");
    return new UserToken(
        token,
        expiresIn.isIntegralNumber() && expiresIn.asLong() > 0
            ? Duration.ofSeconds(expiresIn.asLong())
            : null);
  }

  private URI graph(Login asked, String path, Map<String, String> parameters) {
    return MetaCalls.uri(graphHosts.of(asked), "/" + app.apiVersion() + path, parameters);
  }

  private String clientId(Login asked) {
    return switch (asked) {
      case FACEBOOK -> app.appId();
      case INSTAGRAM -> required(login.instagramAppId(), "messaging.meta.login.instagram-app-id");
    };
  }

  private String clientSecret(Login asked) {
    return switch (asked) {
      case FACEBOOK -> app.appSecret();
      case INSTAGRAM -> required(app.instagramAppSecret(), "messaging.meta.instagram-app-secret");
    };
  }

  private static String required(@Nullable String value, String setting) {
    if (value == null) {
      throw new IllegalStateException(setting + " is not set");
    }
    return value;
  }
}
