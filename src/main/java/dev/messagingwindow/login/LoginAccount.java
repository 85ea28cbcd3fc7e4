package dev.messagingwindow.login;

import dev.messagingwindow.meta.LoginPage;
import dev.messagingwindow.meta.LoginScopes;
import dev.messagingwindow.meta.TokenFacts;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.Platform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An account that a login leads to.
///
/// @param accountId null for a Page without an Instagram account
/// @param pageId the Page through which an Instagram account is reached; null otherwise
/// @param lacks empty when it can be connected
/// @param accessToken the account's own; null when Meta gave none, or when it is connected already
/// @param facts what Meta said of the token
record LoginAccount(
    @Nullable AccountId accountId,
    @Nullable AccountId pageId,
    String name,
    List<Lack> lacks,
    @Nullable String accessToken,
    TokenFacts facts) {

  private static final String SEND = "MESSAGING";

  /// Any of these may subscribe the app to a Page's webhooks. Source:
  /// developers.facebook.com/docs/graph-api/reference/page/subscribed_apps.
  private static final Set<String> SUBSCRIBE = Set.of("MANAGE", "MODERATE", "CREATE_CONTENT");

  LoginAccount {
    lacks = List.copyOf(lacks);
  }

  /// The Page itself.
  static LoginAccount ofPage(LoginPage page, TokenFacts granted) {
    var lacks = new ArrayList<Lack>();
    tasks(page, lacks);
    scopes(Platform.FACEBOOK, Login.FACEBOOK, page.id(), page.id(), granted, lacks);
    return new LoginAccount(
        new AccountId(page.id()), null, page.name(), lacks, page.accessToken(), granted);
  }

  /// The Instagram account behind the Page.
  static LoginAccount ofPagesInstagram(LoginPage page, TokenFacts granted) {
    var lacks = new ArrayList<Lack>();
    var instagramId = page.instagramAccountId();
    if (instagramId == null) {
      lacks.add(new Lack(Lack.Kind.INSTAGRAM_ACCOUNT, null));
    }
    tasks(page, lacks);
    scopes(Platform.INSTAGRAM, Login.FACEBOOK, page.id(), instagramId, granted, lacks);
    return new LoginAccount(
        instagramId == null ? null : new AccountId(instagramId),
        new AccountId(page.id()),
        page.instagramUsername() == null ? page.name() : page.instagramUsername(),
        lacks,
        page.accessToken(),
        granted);
  }

  /// The account that logged in by itself.
  static LoginAccount ofInstagram(LoginPage account, TokenFacts granted) {
    var lacks = new ArrayList<Lack>();
    scopes(Platform.INSTAGRAM, Login.INSTAGRAM, account.id(), account.id(), granted, lacks);
    return new LoginAccount(
        new AccountId(account.id()), null, account.name(), lacks, account.accessToken(), granted);
  }

  private static void tasks(LoginPage page, List<Lack> lacks) {
    if (page.accessToken() == null) {
      lacks.add(new Lack(Lack.Kind.TOKEN, null));
    }
    if (!page.tasks().contains(SEND)) {
      lacks.add(new Lack(Lack.Kind.TASK, SEND));
    }
    if (Collections.disjoint(page.tasks(), SUBSCRIBE)) {
      lacks.add(new Lack(Lack.Kind.TASK, "MANAGE"));
    }
  }

  private static void scopes(
      Platform platform,
      Login login,
      String pageId,
      @Nullable String instagramId,
      TokenFacts granted,
      List<Lack> lacks) {
    for (var scope : LoginScopes.required(platform, login)) {
      var target = LoginScopes.isOfInstagramAccount(scope) ? instagramId : pageId;
      var isGranted =
          target == null ? granted.scopes().contains(scope) : granted.grants(scope, target);
      if (!isGranted) {
        lacks.add(new Lack(Lack.Kind.SCOPE, scope));
      }
    }
  }

  @Override
  public String toString() {
    return "LoginAccount[" + accountId + " lacks " + lacks + "]";
  }
}
