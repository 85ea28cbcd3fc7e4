package dev.messagingwindow.login;

import dev.messagingwindow.meta.GraphError;
import dev.messagingwindow.meta.LoginClient;
import dev.messagingwindow.meta.LoginGrant;
import dev.messagingwindow.meta.LoginScopes;
import dev.messagingwindow.meta.MetaRefusedException;
import dev.messagingwindow.meta.MetaUnreachableException;
import dev.messagingwindow.meta.TokenClient;
import dev.messagingwindow.meta.TokenFacts;
import dev.messagingwindow.meta.UserToken;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.Platform;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Makes of a login's code the accounts that it leads to.
@Component
class LoginExchange {

  private static final Logger log = LoggerFactory.getLogger(LoginExchange.class);

  /// Without it Meta lists no Pages.
  private static final String LIST_PAGES = "pages_show_list";

  private final LoginClient logins;
  private final TokenClient tokens;

  LoginExchange(LoginClient logins, TokenClient tokens) {
    this.logins = logins;
    this.tokens = tokens;
  }

  /// Never throws for anything that Meta or the network does.
  Result exchange(PendingLogin login, String code, URI redirectUri, Instant now) {
    LoginGrant grant;
    try {
      grant = logins.exchangeCode(login.login(), code, redirectUri, login.codeVerifier());
    } catch (MetaRefusedException e) {
      return refused(
          isAboutTheCode(e.error()) ? LoginOutcome.CODE_REFUSED : LoginOutcome.META_REFUSED, e);
    } catch (MetaUnreachableException _) {
      return unreachable();
    }
    try {
      var token = logins.longLived(login.login(), grant.token());
      return switch (login.login()) {
        case FACEBOOK -> ofFacebook(login.platform(), token);
        case INSTAGRAM -> ofInstagram(grant, token, now);
      };
    } catch (MetaRefusedException e) {
      return refused(LoginOutcome.META_REFUSED, e);
    } catch (MetaUnreachableException _) {
      return unreachable();
    }
  }

  private Result ofFacebook(Platform platform, UserToken token)
      throws MetaRefusedException, MetaUnreachableException {
    var facts = tokens.inspect(token.accessToken());
    // the tokens of Pages have no end, unlike the person's
    var granted =
        new TokenFacts(
            null,
            null,
            null,
            facts.dataAccessExpiresAt(),
            facts.scopes(),
            facts.targets(),
            facts.userId());
    if (!granted.scopes().contains(LIST_PAGES)) {
      return new Result(LoginOutcome.PERMISSION_MISSING, List.of());
    }
    var accounts =
        logins.pages(token).stream()
            .map(page ->
                switch (platform) {
                  case FACEBOOK -> LoginAccount.ofPage(page, granted);
                  case INSTAGRAM -> LoginAccount.ofPagesInstagram(page, granted);
                })
            .toList();
    return result(LoginScopes.required(platform, Login.FACEBOOK), granted, accounts);
  }

  private Result ofInstagram(LoginGrant grant, UserToken token, Instant now)
      throws MetaRefusedException, MetaUnreachableException {
    var required = LoginScopes.required(Platform.INSTAGRAM, Login.INSTAGRAM);
    var permissions = grant.permissions();
    var granted =
        new TokenFacts(
            null,
            now,
            token.expiresIn() == null ? null : now.plus(token.expiresIn()),
            null,
            permissions == null ? Set.copyOf(required) : permissions,
            Map.of(),
            grant.userId());
    var account = LoginAccount.ofInstagram(logins.instagramAccount(token), granted);
    return result(required, granted, List.of(account));
  }

  private static Result result(
      List<String> required, TokenFacts granted, List<LoginAccount> accounts) {
    if (!granted.scopes().containsAll(required)) {
      return new Result(LoginOutcome.PERMISSION_MISSING, accounts);
    }
    return new Result(accounts.isEmpty() ? LoginOutcome.NO_ACCOUNT : LoginOutcome.READY, accounts);
  }

  /// Facebook answers 100 to a code that is unknown, used or too old, Instagram 400.
  private static boolean isAboutTheCode(GraphError error) {
    return error.code() == 100 || error.code() == 400;
  }

  private static Result refused(LoginOutcome outcome, MetaRefusedException e) {
    log.warn(
        "login refused by Meta outcome={} code={} subcode={}",
        outcome,
        e.error().code(),
        e.error().subcode());
    return new Result(outcome, List.of());
  }

  private static Result unreachable() {
    log.warn("Meta not reached while a login came back");
    return new Result(LoginOutcome.UNAVAILABLE, List.of());
  }

  /// @param accounts may be lacking something
  record Result(LoginOutcome outcome, List<LoginAccount> accounts) {}
}
