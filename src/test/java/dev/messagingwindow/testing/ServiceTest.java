package dev.messagingwindow.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.convention.TestBean;

/// The whole service with the stand-in for Meta, on a real port and a real PostgreSQL. Each test
/// starts on the same Friday at 18:00 UTC, and time stands still until it moves it; the worker
/// sends only when a test says so. Each test connects accounts of its own.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "messaging.outbox.worker-enabled=false",
      "messaging.backfill.worker-enabled=false",
      "messaging.backfill.pause=0ms",
      "messaging.upkeep.token-check-enabled=false",
      "messaging.meta.read-timeout=5s",
      "messaging.meta.send-rate=10000",
      "logging.level.root=warn",
      "logging.level.dev.messagingwindow=info"
    })
@ActiveProfiles("sandbox")
@ContextConfiguration(initializers = TestDatabase.class)
public abstract class ServiceTest {

  private static final Instant START = Instant.parse("2026-09-25T18:00:00Z");
  private static final AtomicLong ACCOUNTS = new AtomicLong(500_000_000_000_000L);

  @TestBean(name = "sandboxRealTime")
  protected InstantSource sandboxRealTime;

  @TestBean(name = "realTime")
  protected InstantSource realTime;

  @Autowired protected Clock clock;
  @Autowired protected JdbcClient jdbc;
  @LocalServerPort private int port;

  static InstantSource sandboxRealTime() {
    return new StandingTime(START);
  }

  static InstantSource realTime() {
    return new RunningTime();
  }

  /// The sandbox's clock keeps what earlier tests of the same context added to it.
  @BeforeEach
  void startOnFriday() {
    if (sandboxRealTime instanceof StandingTime standing) {
      standing.move(Duration.between(clock.instant(), START));
    }
  }

  /// Somebody starts a login and is to come back to the desk.
  protected LoginWalk aLogin(String platform, String login) {
    return LoginWalk.start(api(), baseUrl(), platform, login);
  }

  protected String baseUrl() {
    return "http://127.0.0.1:" + port;
  }

  /// With all roles.
  protected Api api() {
    return Api.at(baseUrl()).withKey("sandbox");
  }

  protected Api apiAs(String... roles) {
    return Api.at(baseUrl()).withKey(newKey(roles));
  }

  protected String newKey(String... roles) {
    var made =
        api()
            .post(
                "/api/v1/keys",
                "{'name':'test','roles':['%s']}".formatted(String.join("','", roles)));
    assertThat(made.status()).isEqualTo(201);
    return made.text("key");
  }

  protected TestChannel aFacebookChannel() {
    return connect("FACEBOOK", Long.toString(ACCOUNTS.incrementAndGet()), false);
  }

  protected TestChannel aFacebookChannelWithExtendedWindow() {
    return connect("FACEBOOK", Long.toString(ACCOUNTS.incrementAndGet()), true);
  }

  protected TestChannel anInstagramChannel() {
    return connect("INSTAGRAM", "1784" + ACCOUNTS.incrementAndGet(), false);
  }

  protected TestChannel anInstagramChannelWithExtendedWindow() {
    return connect("INSTAGRAM", "1784" + ACCOUNTS.incrementAndGet(), true);
  }

  protected TestChannel connect(String platform, String accountId, boolean extended) {
    var connected =
        api()
            .post(
                "/api/v1/channels",
                "{'platform':'%s','accountId':'%s','name':'Test','accessToken':'EAAtest','extendedWindow':%s}"
                    .formatted(platform, accountId, extended));
    assertThat(connected.status()).as(connected.body()).isEqualTo(201);
    return new TestChannel(api(), connected.text("channelId"), accountId);
  }

  protected static String aNewAccountId() {
    return Long.toString(ACCOUNTS.incrementAndGet());
  }

  protected static String aNewCustomer() {
    return "7" + ACCOUNTS.incrementAndGet();
  }

  protected static String aNewIdempotencyKey() {
    return UUID.randomUUID().toString();
  }

  protected void advance(Duration by) {
    assertThat(api().post("/sandbox/clock", "{'advance':'%s'}".formatted(by)).status())
        .isEqualTo(200);
  }

  /// Leases and pauses run on real time, which goes on by itself.
  protected void advanceRealTime(Duration by) {
    ((RunningTime) realTime).move(by);
  }

  protected Instant now() {
    return clock.instant();
  }

  private static final class StandingTime implements InstantSource {

    private volatile Instant instant;

    StandingTime(Instant instant) {
      this.instant = instant;
    }

    synchronized void move(Duration by) {
      instant = instant.plus(by);
    }

    @Override
    public Instant instant() {
      return instant;
    }
  }

  private static final class RunningTime implements InstantSource {

    private volatile Duration ahead = Duration.ZERO;

    synchronized void move(Duration by) {
      ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
      return InstantSource.system().instant().plus(ahead);
    }
  }
}
