package dev.messagingwindow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.messagingwindow.model.Reach;
import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.Operation;
import dev.messagingwindow.testing.ServiceTest;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;

/// Real time stands still until a test moves it.
@TestPropertySource(properties = "messaging.security.failure-burst=50")
class RateLimitTest extends ServiceTest {

  private static final int BURST = 200;
  private static final AtomicLong NANOS = new AtomicLong();

  @TestBean(name = "realTimeMeter")
  private TimeMeter realTimeMeter;

  @Autowired private RateLimits limits;

  static TimeMeter realTimeMeter() {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return NANOS.get();
      }

      @Override
      public boolean isWallClockBased() {
        return false;
      }
    };
  }

  @BeforeEach
  void nobodyHasFailedYet() {
    pass(Duration.ofMinutes(1));
  }

  @Test
  void refusesTheFirstRequestBeyondTheBurst() {
    var caller = apiAs("agent");

    call(caller, BURST).forEach(answer -> assertThat(answer.status()).isEqualTo(200));

    assertTooMany(caller.get("/api/v1/channels"), "1");
  }

  @Test
  void permitsAHundredMoreAfterASecond() {
    var caller = exhausted();
    pass(Duration.ofSeconds(1));

    call(caller, 100).forEach(answer -> assertThat(answer.status()).isEqualTo(200));

    assertTooMany(caller.get("/api/v1/channels"), "1");
  }

  @Test
  void countsEachKeyForItself() {
    exhausted();

    assertThat(apiAs("agent").get("/api/v1/channels").status()).isEqualTo(200);
  }

  @Test
  void countsNeitherTheSandboxKeyNorWebhooks() {
    var channel = aFacebookChannel();
    var webhook = new MetaWebhook(baseUrl());

    assertThat(call(api(), BURST + 1)).allMatch(answer -> answer.status() == 200);
    assertThat(
            IntStream.rangeClosed(0, BURST)
                .mapToObj(number ->
                    webhook.post(
                        MetaWebhook.text(
                            channel.accountId(), "71", "m_" + number, 1790000000123L, "Hello"))))
        .allMatch(answer -> answer.status() == 200);
  }

  @TestFactory
  Stream<DynamicTest> limitsEveryOperation() {
    var caller = exhausted();
    var values =
        Map.of("channelId", "x", "customerId", "71", "messageId", "x", "keyId", "x", "postId", "x");
    return Operation.documented(api()).stream()
        .filter(operation -> operation.path().startsWith("/api/"))
        .map(operation ->
            dynamicTest(
                operation.name(),
                () -> {
                  assertThat(operation.problems()).contains("too-many-requests");
                  assertTooMany(
                      caller.send(
                          operation.method(),
                          operation.path(values).replaceAll("\\{\\w+}", "x"),
                          null),
                      "1");
                }));
  }

  @Test
  void looksUpNoMoreCredentialsOfAnAddressThatFailedTooOften() {
    var known = apiAs("agent");
    assertThat(known.get("/api/v1/channels").status()).isEqualTo(200);
    var neverSeen = apiAs("agent");
    fail(50).forEach(answer -> assertThat(answer.status()).isEqualTo(401));

    assertTooMany(fail(1).findFirst().orElseThrow(), "1");
    assertTooMany(neverSeen.get("/api/v1/channels"), "1");
    // whoever came with a good key before is not shut out by a neighbour behind the same proxy
    assertThat(known.get("/api/v1/channels").status()).isEqualTo(200);
    pass(Duration.ofSeconds(1));
    assertThat(neverSeen.get("/api/v1/channels").status()).isEqualTo(200);
  }

  @Test
  void looksUpARevokedKeyOfSuchAnAddressOnceMore() {
    var made = api().post("/api/v1/keys", "{'name':'leaving','roles':['agent']}");
    var leaving = Api.at(baseUrl()).withKey(made.text("key"));
    assertThat(leaving.get("/api/v1/channels").status()).isEqualTo(200);
    assertThat(fail(50)).allMatch(answer -> answer.status() == 401);

    assertThat(api().delete("/api/v1/keys/" + made.text("keyId")).status()).isEqualTo(204);

    assertThat(leaving.get("/api/v1/channels").status()).isEqualTo(401);
    assertThat(leaving.get("/api/v1/channels").status()).isEqualTo(429);
  }

  @Test
  void countsTheFailuresOfEachAddressForItself() {
    IntStream.range(0, 50).forEach(_ -> limits.failed("192.0.2.1", "mw_wrong"));

    assertThat(limits.lockOut("192.0.2.1", "mw_other")).isPositive();
    assertThat(limits.lockOut("192.0.2.2", "mw_other")).isZero();
  }

  @Test
  void countsTheTokensOfOnePersonTogetherAndThoseOfAnotherApart() {
    IntStream.range(0, BURST).forEach(_ -> assertThat(limits.take(aTokenOf("limited-a"))).isZero());

    assertThat(limits.take(aTokenOf("limited-a"))).isPositive();
    assertThat(limits.take(aTokenOf("limited-b"))).isZero();
  }

  private static Caller aTokenOf(String subject) {
    return Caller.withToken(subject, Set.of(Role.AGENT), Reach.EVERYTHING);
  }

  private Api exhausted() {
    var caller = apiAs("agent");
    call(caller, BURST).forEach(answer -> assertThat(answer.status()).isEqualTo(200));
    return caller;
  }

  private static Stream<Answer> call(Api caller, int times) {
    return IntStream.range(0, times).mapToObj(_ -> caller.get("/api/v1/channels?limit=1"));
  }

  private Stream<Answer> fail(int times) {
    return IntStream.range(0, times)
        .mapToObj(number -> Api.at(baseUrl()).withKey("mw_" + number).get("/api/v1/channels"));
  }

  private static void pass(Duration time) {
    NANOS.addAndGet(time.toNanos());
  }

  private static void assertTooMany(Answer answer, String retryAfter) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(429);
    assertThat(answer.problem()).isEqualTo("too-many-requests");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue(retryAfter);
  }
}
