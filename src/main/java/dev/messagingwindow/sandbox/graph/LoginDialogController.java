package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.login.CallbackAddress;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/// Meta's two login pages. Nobody has to click: the person who is set decides at once.
///
/// Sources: developers.facebook.com/documentation/facebook-login/guides/advanced/manual-flow and
/// …/instagram-platform/reference/oauth-authorize (read 2026-11-27).
@RestController
@Profile("sandbox")
@Hidden
class LoginDialogController {

  private static final Duration FACEBOOK_CODE = Duration.ofMinutes(10);
  private static final Duration INSTAGRAM_CODE = Duration.ofHours(1);

  private final SandboxLogin login;
  private final SandboxCodes codes;
  private final CallbackAddress callback;
  private final String appId;
  private final String instagramAppId;

  LoginDialogController(
      SandboxLogin login,
      SandboxCodes codes,
      CallbackAddress callback,
      @Value("${messaging.meta.app-id}") String appId,
      @Value("${messaging.meta.login.instagram-app-id:}") String instagramAppId) {
    this.login = login;
    this.codes = codes;
    this.callback = callback;
    this.appId = appId;
    this.instagramAppId = instagramAppId;
  }

  @GetMapping("/sandbox/graph/{version:v[0-9]+(?:\\.[0-9]+)?}/dialog/oauth")
  ResponseEntity<String> facebook(
      @RequestParam(name = "client_id", defaultValue = "") String clientId,
      @RequestParam(name = "redirect_uri", defaultValue = "") String redirectUri,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String scope,
      @RequestParam(name = "code_challenge", required = false) @Nullable String challenge) {
    if (!clientId.equals(appId)) {
      return page("Invalid App ID: The provided app ID does not look like a valid app ID.");
    }
    return decided(
        redirectUri,
        state,
        () ->
            codes.issue(
                clientId,
                redirectUri,
                login.person().granted(List.of(scope.split(","))),
                challenge,
                FACEBOOK_CODE),
        "");
  }

  @GetMapping("/sandbox/instagram/oauth/authorize")
  ResponseEntity<String> instagram(
      @RequestParam(name = "client_id", defaultValue = "") String clientId,
      @RequestParam(name = "redirect_uri", defaultValue = "") String redirectUri,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String scope) {
    if (!clientId.equals(instagramAppId)) {
      return page("Invalid platform app");
    }
    return decided(
        redirectUri,
        state,
        () ->
            codes.issue(
                clientId,
                redirectUri,
                login.person().granted(List.of(scope.split(","))),
                null,
                INSTAGRAM_CODE),
        "#_");
  }

  /// @param tail what Instagram appends to the address
  private ResponseEntity<String> decided(
      String redirectUri, String state, java.util.function.Supplier<String> code, String tail) {
    if (!redirectUri.equals(callback.get().toString())) {
      return page("URL blocked: this redirect failed because it is not white-listed.");
    }
    var parameters = new LinkedHashMap<String, String>();
    if (Boolean.TRUE.equals(login.person().cancels())) {
      parameters.put("error", "access_denied");
      parameters.put("error_reason", "user_denied");
      parameters.put("error_description", "Permissions error");
    } else {
      parameters.put("code", code.get());
    }
    parameters.put("state", state);
    return ResponseEntity.status(HttpStatus.FOUND)
        .location(address(redirectUri, parameters, tail))
        .build();
  }

  private static URI address(String redirectUri, Map<String, String> parameters, String tail) {
    var address = UriComponentsBuilder.fromUriString(redirectUri);
    parameters.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
    return URI.create(address.encode().buildAndExpand(parameters).toUriString() + tail);
  }

  private static ResponseEntity<String> page(String text) {
    return ResponseEntity.badRequest().contentType(MediaType.TEXT_PLAIN).body(text);
  }
}
