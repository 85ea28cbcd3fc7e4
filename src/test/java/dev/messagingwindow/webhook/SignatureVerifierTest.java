package dev.messagingwindow.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.meta.MetaProperties;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureVerifierTest {

  /// The escapes are literal: that is what is on the wire, and what Meta signs.
  private static final byte[] BODY =
      ("{\"object\":\"page\",\"entry\":[{\"id\":\"410000000000001\",\"time\":1790000000500,\"messaging\":"
              + "[{\"sender\":{\"id\":\"7100000000000011\"},\"recipient\":{\"id\":\"410000000000001\"},"
              + "\"timestamp\":1790000000123,\"message\":{\"mid\":\"m_TestUnicode01\","
              + "\"text\":\"Gr\\u00fc\\u00dfe \\ud83d\\ude00 ist das Paket da?\"}}]}]}")
          .getBytes(StandardCharsets.UTF_8);

  private static final String SIGNATURE =
      "sha256=9a1d2661377cbf25aadcb946f67008794fb4fe645be6ec885dd97728d47e8687";

  @Test
  void acceptsTheSignatureOfTheRawBytes() {
    assertThat(verifier("test_app_secret_0123456789abcdef", null).isValid(BODY, SIGNATURE))
        .isTrue();
  }

  @Test
  void acceptsEitherConfiguredSecret() {
    assertThat(verifier("another", "test_app_secret_0123456789abcdef").isValid(BODY, SIGNATURE))
        .isTrue();
  }

  @Test
  void acceptsASecretThatWasReplacedAWhileAgo() {
    assertThat(
            verifier("new", null, "older", "test_app_secret_0123456789abcdef")
                .isValid(BODY, SIGNATURE))
        .isTrue();
  }

  @Test
  void refusesAnotherSecret() {
    assertThat(verifier("another", null).isValid(BODY, SIGNATURE)).isFalse();
  }

  @Test
  void refusesABodyThatWasWrittenAgain() {
    var decoded =
        new String(BODY, StandardCharsets.UTF_8)
            .replace("\\u00fc", "ü")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(verifier("test_app_secret_0123456789abcdef", null).isValid(decoded, SIGNATURE))
        .isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "sha256=",
        "sha256=9a1d",
        "9a1d2661377cbf25aadcb946f67008794fb4fe645be6ec885dd97728d47e8687",
        "sha1=12b9252d4832f6fc7591401be719b3fdbd596a69",
        "sha256=zzzd2661377cbf25aadcb946f67008794fb4fe645be6ec885dd97728d47e8687",
        "sha256=9a1d2661377cbf25aadcb946f67008794fb4fe645be6ec885dd97728d47e86870",
        "sha256=0000000000000000000000000000000000000000000000000000000000000000",
      })
  void refusesAMissingOrMalformedHeader(String header) {
    assertThat(verifier("test_app_secret_0123456789abcdef", null).isValid(BODY, header)).isFalse();
  }

  private static SignatureVerifier verifier(
      String appSecret, String instagramAppSecret, String... formerAppSecrets) {
    return new SignatureVerifier(
        new MetaProperties(
            "880000000000123",
            appSecret,
            instagramAppSecret,
            List.of(formerAppSecrets),
            "token",
            URI.create("https://graph.example.test"),
            URI.create("https://graph.example.test"),
            "v25.0",
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            1,
            1,
            1));
  }
}
