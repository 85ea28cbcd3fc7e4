package dev.messagingwindow.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.messagingwindow.meta.AppSecrets;
import dev.messagingwindow.meta.MetaProperties;
import dev.messagingwindow.model.MetaUserId;
import dev.messagingwindow.problem.ApiProblem;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// With a request that was signed elsewhere.
class SignedRequestsTest {

  private static final String SECRET = "test_app_secret_0123456789abcdef";
  private static final String SIGNED =
      "HsZkG0UnT7Y6TI_1qB3bPo3yVRPMaixLq6ejpvv0HOs.eyJ1c2VyX2lkIjoiOTIwMDAwMDAwMDAwMDA3NyIsImFsZ29yaXRobSI6IkhNQUMtU0hBMjU2IiwiaXNzdWVkX2F0IjoxNzkwMDAwMDAwLCJleHBpcmVzIjoxNzkwMDAzNjAwfQ";
  private static final Instant ISSUED_AT = Instant.ofEpochSecond(1790000000);

  @Test
  void readsWhatMetaSigned() {
    assertThat(requests(SECRET, List.of(), ISSUED_AT).read(SIGNED))
        .isEqualTo(new SignedRequest(new MetaUserId("9200000000000077"), ISSUED_AT));
  }

  @Test
  void takesAFormerSecretWhileItIsBeingReplaced() {
    assertThat(requests("new", List.of(SECRET), ISSUED_AT).read(SIGNED).issuedAt())
        .isEqualTo(ISSUED_AT);
  }

  @ParameterizedTest
  @CsvSource({
    "another, 0", // secret
    "test_app_secret_0123456789abcdef, 3600", // expired
  })
  void refusesWhatIsSignedByAnotherOrExpired(String secret, long later) {
    var requests = requests(secret, List.of(), ISSUED_AT.plusSeconds(later));

    assertThatExceptionOfType(ApiProblem.class)
        .isThrownBy(() -> requests.read(SIGNED))
        .extracting(problem -> problem.getStatusCode().value())
        .isEqualTo(403);
  }

  private static SignedRequests requests(String secret, List<String> former, Instant now) {
    var meta =
        new MetaProperties(
            "880000000000123",
            secret,
            null,
            former,
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
            1);
    return new SignedRequests(
        new AppSecrets(meta), JsonMapper.shared(), Clock.fixed(now, ZoneOffset.UTC));
  }
}
