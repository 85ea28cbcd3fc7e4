package dev.messagingwindow.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnUrlsTest {

  private final ReturnUrls urls =
      new ReturnUrls(
          List.of(
              URI.create("https://desk.example.com/connect"),
              URI.create("https://other.example.com:8443/")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://desk.example.com/connect",
        "https://desk.example.com:443/connect",
        "HTTPS://Desk.Example.com/connect",
        "https://desk.example.com/connect/",
        "https://desk.example.com/connect/done",
        "https://desk.example.com/connect?to=https://elsewhere.example.com",
        "https://other.example.com:8443",
        "https://other.example.com:8443/anything",
      })
  void takesTheAllowedOriginAndWhatLiesBelowItsPath(String url) {
    assertThat(urls.allow(url)).hasValue(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example.com/connect",
        "https://desk.example.com.evil.example/connect",
        "https://desk.example.com@evil.example/connect",
        "https://evil.example/https://desk.example.com/connect",
        "https://somebody@desk.example.com/connect", // no name in it
        "http://desk.example.com/connect", // another scheme
        "https://desk.example.com:8443/connect", // another port
        "https://other.example.com/", // another port
        "https://desk.example.com/", // above the path
        "https://desk.example.com/connected", // begins alike, lies elsewhere
        "https://desk.example.com/connect/../admin",
        "https://desk.example.com/connect/%2e%2e/admin",
        "https://desk.example.com/connect/..%2Fadmin",
        "https://desk.example.com/connect/%5c..%5cadmin",
        "https://desk.example.com/connect/..;/admin",
        "https://desk.example.com/connect#state",
        "https://desk.example.com\\@evil.example/connect",
        "https:desk.example.com/connect",
        "//desk.example.com/connect",
        "/connect",
        "javascript:alert(1)",
        "data:text/html,connect",
        "https://desk.example.com/connect\n",
        " https://desk.example.com/connect",
        "https://desk.example.com/conn ect",
        "https:///connect",
        "",
      })
  void refusesEverythingElse(String url) {
    assertThat(urls.allow(url)).isEmpty();
  }

  @Test
  void refusesAnAddressWithoutEnd() {
    assertThat(urls.allow("https://desk.example.com/connect?" + "x".repeat(2_000))).isEmpty();
  }

  @Test
  void allowsNothingWhereNothingIsConfigured() {
    assertThat(new ReturnUrls(List.of()).allow("https://desk.example.com/connect")).isEmpty();
  }
}
