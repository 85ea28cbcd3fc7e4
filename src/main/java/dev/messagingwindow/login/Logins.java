package dev.messagingwindow.login;

import dev.messagingwindow.meta.LoginClient;
import dev.messagingwindow.model.CredentialId;
import dev.messagingwindow.model.Extension;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.Platform;
import dev.messagingwindow.model.Sha256;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Logins at Meta. A login is named by its state: 256 random bits that only its starter and the
/// browser know, good for one return from Meta and only for the credential that started it.
@Service
class Logins {

  private static final Logger log = LoggerFactory.getLogger(Logins.class);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int SECRET_BYTES = 32;

  /// To log in at Meta, and once more to choose.
  private static final Duration GOOD_FOR = Duration.ofMinutes(10);

  private final SecureRandom random = new SecureRandom();
  private final LoginStore store;
  private final LoginClient client;
  private final LoginExchange exchange;
  private final ReturnUrls returnUrls;
  private final CallbackAddress callback;
  private final Clock clock;

  Logins(
      LoginStore store,
      LoginClient client,
      LoginExchange exchange,
      ReturnUrls returnUrls,
      CallbackAddress callback,
      Clock clock) {
    this.store = store;
    this.client = client;
    this.exchange = exchange;
    this.returnUrls = returnUrls;
    this.callback = callback;
    this.clock = clock;
  }

  /// @throws ApiProblem `invalid-request` for an address to return to that is not allowed, or a
  ///   login that this app cannot use
  Started start(
      CredentialId startedBy,
      Platform platform,
      Login login,
      Extension extension,
      String returnUrl) {
    var allowed =
        returnUrls
            .allow(returnUrl)
            .orElseThrow(() ->
                ApiProblem.invalid("returnUrl", "must be one of messaging.login.return-urls"));
    if (!client.offers(login)) {
      throw ApiProblem.invalid(
          "login", "needs messaging.meta.login.instagram-app-id and instagram-app-secret");
    }
    var state = secret();
    var verifier = client.usesPkce(login) ? secret() : null;
    var now = clock.instant();
    store.add(
        new PendingLogin(
            Sha256.hex(state),
            startedBy,
            platform,
            login,
            extension,
            allowed,
            PendingLogin.Status.STARTED,
            null,
            verifier,
            now.plus(GOOD_FOR)),
        now);
    return new Started(
        client.dialog(
            platform, login, callback.get(), state, verifier == null ? null : challenge(verifier)),
        state);
  }

  /// Somebody came back from Meta.
  ///
  /// @param code null when there is none
  /// @param error Meta's word for it; null when there is none
  /// @return how it ended, and where to go on
  /// @throws ApiProblem `login-not-found`, `login-already-used`
  Ended comeBack(String state, @Nullable String code, @Nullable String error) {
    var login = store.find(Sha256.hex(state)).orElseThrow(Logins::notFound);
    var now = clock.instant();
    if (!store.use(login.stateHash(), now)) {
      if (login.status() == PendingLogin.Status.STARTED && login.isOver(now)) {
        return new Ended(login.returnUrl(), LoginOutcome.EXPIRED);
      }
      throw new ApiProblem(ProblemType.LOGIN_ALREADY_USED, "A login is good for one return.");
    }
    var result = result(login, code, error, now);
    var until = clock.instant().plus(GOOD_FOR);
    store.finish(login.stateHash(), result.outcome(), result.accounts(), until);
    log.info(
        "login came back platform={} login={} outcome={} accounts={}",
        login.platform(),
        login.login(),
        result.outcome(),
        result.accounts().size());
    return new Ended(login.returnUrl(), result.outcome());
  }

  private LoginExchange.Result result(
      PendingLogin login, @Nullable String code, @Nullable String error, Instant now) {
    if (error != null || code == null || code.isBlank()) {
      var outcome =
          error == null || error.equals("access_denied")
              ? LoginOutcome.CANCELLED
              : LoginOutcome.META_REFUSED;
      return new LoginExchange.Result(outcome, java.util.List.of());
    }
    return exchange.exchange(login, withoutTail(code), callback.get(), now);
  }

  /// Instagram appends `#_` to the address, which is no part of the code.
  private static String withoutTail(String code) {
    return code.endsWith("#_") ? code.substring(0, code.length() - 2) : code;
  }

  /// The login, for whoever started it.
  ///
  /// @throws ApiProblem `login-not-found`, `login-expired`
  PendingLogin get(String state, CredentialId asking) {
    var login =
        store
            .find(Sha256.hex(state))
            .filter(found -> found.startedBy().equals(asking))
            .orElseThrow(Logins::notFound);
    if (login.isOver(clock.instant())) {
      LoginOutcome.EXPIRED.requireReady();
    }
    return login;
  }

  private String secret() {
    var bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return BASE64.encodeToString(bytes);
  }

  /// RFC 7636, S256.
  private static String challenge(String verifier) {
    try {
      return BASE64.encodeToString(
          MessageDigest.getInstance("SHA-256")
              .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static ApiProblem notFound() {
    return new ApiProblem(
        ProblemType.LOGIN_NOT_FOUND, "No login has this state, or another key started it.");
  }

  /// @param state the only time that it leaves the service
  record Started(URI loginUrl, String state) {

    @Override
    public String toString() {
      return "Started[]";
    }
  }

  record Ended(URI returnUrl, LoginOutcome outcome) {}
}
