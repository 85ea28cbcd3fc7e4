package dev.messagingwindow.login;

import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/// Where Meta sends people's browsers back to. Needs no key: the state is the credential.
@RestController
@Hidden
class LoginCallbackController {

  static final String PATH = "/login/callback";

  private final Logins logins;

  LoginCallbackController(Logins logins) {
    this.logins = logins;
  }

  /// The address that brought the code is told to nobody.
  @GetMapping(PATH)
  ResponseEntity<Void> comeBack(
      @RequestParam String state,
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String error) {
    var ended = logins.comeBack(state, code, error);
    var address =
        UriComponentsBuilder.fromUri(ended.returnUrl())
            .queryParam("state", "{state}")
            .queryParam("outcome", "{outcome}")
            .build(state, ended.outcome().wireName());
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(address)
        .header("Referrer-Policy", "no-referrer")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
