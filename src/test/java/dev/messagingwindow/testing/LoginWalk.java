package dev.messagingwindow.testing;

import static org.assertj.core.api.Assertions.assertThat;

/// A login at Meta, with what a browser does in it.
///
/// @param api of whoever started it
public record LoginWalk(Api api, String base, String loginUrl, String state) {

  public static final String RETURN_URL = "http://127.0.0.1:3000/connected?tab=2";

  static LoginWalk start(Api api, String base, String platform, String login) {
    var started =
        api.post(
            "/api/v1/logins",
            "{'platform':'%s','login':'%s','extendedWindow':true,'returnUrl':'%s'}"
                .formatted(platform, login, RETURN_URL));
    assertThat(started.status()).as(started.body()).isEqualTo(201);
    return new LoginWalk(api, base, started.text("loginUrl"), started.text("state"));
  }

  /// Where Meta sends the browser.
  public String atMeta() {
    var decided = browser(loginUrl);
    assertThat(decided.status()).as(decided.body()).isEqualTo(302);
    return decided.headers().firstValue("Location").orElseThrow();
  }

  /// The whole way, through Meta and back to the service.
  public Answer back() {
    return browser(atMeta());
  }

  /// The whole way, and how it ended.
  public String outcome() {
    var back = back();
    assertThat(back.status()).as(back.body()).isEqualTo(303);
    var address = back.headers().firstValue("Location").orElseThrow();
    assertThat(address).startsWith(RETURN_URL + "&state=" + state + "&outcome=");
    return address.substring(address.lastIndexOf('=') + 1);
  }

  /// Without a key.
  public Answer browser(String address) {
    assertThat(address).startsWith(base);
    return Api.at(base).get(address.substring(base.length()));
  }

  public Answer get() {
    return api.get("/api/v1/logins/" + state);
  }

  public Answer choose(String... accountIds) {
    return api.post(
        "/api/v1/logins/" + state + "/channels",
        "{'accountIds':['%s']}".formatted(String.join("','", accountIds)));
  }

  /// Who is at Meta's login from now on.
  public static void become(Api api, String person) {
    var became = api.put("/sandbox/graph/person", person);
    assertThat(became.status()).as(became.body()).isEqualTo(204);
  }

  public static void becomeObliging(Api api) {
    assertThat(api.delete("/sandbox/graph/person").status()).isEqualTo(204);
  }
}
