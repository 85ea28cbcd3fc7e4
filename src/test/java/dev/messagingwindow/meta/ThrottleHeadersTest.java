package dev.messagingwindow.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.meta.http.HttpAnswer;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

class ThrottleHeadersTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final GraphAccount SHOP =
      new GraphAccount(
          Platform.INSTAGRAM,
          Login.FACEBOOK,
          new AccountId("1784"),
          new AccountId("410"),
          "EAAtest");

  private final HttpHeaders headers = new HttpHeaders();

  @ParameterizedTest
  @CsvSource({
    "613,   CHANNEL",
    "17,    CHANNEL",
    "32,    CHANNEL",
    "80006, CHANNEL",
    "4,     APP",
    "341,   APP",
  })
  void waitsAMinuteWhereMetaThrottlesAndNamesNoTime(int code, Throttle.Scope scope) {
    assertThat(refused(400, code)).isEqualTo(new Throttle(scope, Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @CsvSource({"613, CHANNEL", "4, APP"})
  void waitsAsLongAsRetryAfterSays(int code, Throttle.Scope scope) {
    headers.set("Retry-After", "37");

    assertThat(refused(400, code)).isEqualTo(new Throttle(scope, Duration.ofSeconds(37)));
  }

  @Test
  void readsADateAgainstTheDateOfTheSameAnswer() {
    headers.set("Date", "Wed, 21 Oct 2015 07:28:00 GMT");
    headers.set("Retry-After", "Wed, 21 Oct 2015 07:30:05 GMT");

    assertThat(refused(400, 613))
        .isEqualTo(new Throttle(Throttle.Scope.CHANNEL, Duration.ofSeconds(125)));
  }

  @Test
  void waitsForAServerThatSaysWhenItWillBeBack() {
    headers.set("Retry-After", "37");

    assertThat(read(503, "<html>busy</html>"))
        .isEqualTo(new Throttle(Throttle.Scope.CHANNEL, Duration.ofSeconds(37)));
  }

  @Test
  void waitsAfterHttp429WithoutABody() {
    assertThat(read(429, ""))
        .isEqualTo(new Throttle(Throttle.Scope.CHANNEL, Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "1784, messenger, 10, 7, PT7M", // minutes, as estimated
    "410,  instagram, 10, 7, PT7M", // an account of a Page may be listed by either id
    "1784, pages, 100, 0, PT1M", // used up, no time named
    "1784, messenger, 99, 0, ",
    "999,  messenger, 100, 7, ", // another account
    "1784, ads_insights, 100, 7, ", // another kind of call
  })
  void heedsTheUsageOfItsAccountEvenWhereMetaTookTheMessage(
      String id, String type, int percent, int minutes, @Nullable Duration expected) {
    headers.set(
        "X-Business-Use-Case-Usage",
        """
        {"%s":[{"type":"%s","call_count":%d,"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":%d}]}\
        """
            .formatted(id, type, percent, minutes));

    assertThat(accepted())
        .isEqualTo(expected == null ? null : new Throttle(Throttle.Scope.CHANNEL, expected));
  }

  @Test
  void takesTheLongestOfSeveralEntries() {
    headers.set("Retry-After", "60");
    headers.set(
        "X-Business-Use-Case-Usage",
        """
        {"999":[{"type":"messenger","estimated_time_to_regain_access":50}],
         "1784":[{"type":"instagram","estimated_time_to_regain_access":5},
                 {"type":"messenger","estimated_time_to_regain_access":9}]}\
        """);

    assertThat(refused(400, 80006))
        .isEqualTo(new Throttle(Throttle.Scope.CHANNEL, Duration.ofMinutes(9)));
  }

  @ParameterizedTest
  @CsvSource({"call_count", "total_time", "total_cputime"})
  void pausesAllAccountsWhenTheAppIsUsedUp(String measure) {
    headers.set("X-App-Usage", "{\"%s\":100}".formatted(measure));

    assertThat(accepted()).isEqualTo(new Throttle(Throttle.Scope.APP, Duration.ofMinutes(1)));
  }

  @Test
  void goesOnWhileTheAppIsNotUsedUp() {
    headers.set("X-App-Usage", "{\"call_count\":99,\"total_time\":99,\"total_cputime\":99}");

    assertThat(accepted()).isNull();
    assertThat(refused(400, 100)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "0",
        "-5",
        "soon",
        "99999999999999999999",
        "1e9",
        "{",
        "[]",
        "{}",
        "{\"1784\":7}",
        "{\"1784\":[7,null,[]]}",
        "{\"1784\":[{\"type\":7}]}",
        "{\"call_count\":{}}",
        "{\"call_count\":null}",
        "{\"1784\":[{\"type\":\"messenger\",\"estimated_time_to_regain_access\":\"soon\"}]}",
        "Wed, 99 Oct 2015 07:28:00 GMT",
        "Wed, 21 Oct 2015 07:28:00 GMT",
      })
  void readsNothingOutOfGarbage(String garbage) {
    headers.set("Retry-After", garbage);
    headers.set("X-App-Usage", garbage);
    headers.set("X-Business-Use-Case-Usage", garbage);

    assertThat(accepted()).isNull();
    assertThat(refused(400, 100)).isNull();
    assertThat(refused(400, 613))
        .isEqualTo(new Throttle(Throttle.Scope.CHANNEL, Duration.ofMinutes(1)));
  }

  @Test
  void waitsHalfADayAtMost() {
    headers.set("Retry-After", Long.toString(Long.MAX_VALUE));

    assertThat(refused(400, 613))
        .isEqualTo(new Throttle(Throttle.Scope.CHANNEL, Duration.ofHours(12)));
  }

  private @Nullable Throttle accepted() {
    return read(200, "{\"message_id\":\"m_1\"}");
  }

  private @Nullable Throttle refused(int status, int code) {
    return read(status, "{\"error\":{\"code\":%d}}".formatted(code));
  }

  private @Nullable Throttle read(int status, String body) {
    var answer =
        GraphAnswer.of(
            new HttpAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8)), JSON);
    return new ThrottleHeaders(JSON).of(answer, SHOP);
  }
}
