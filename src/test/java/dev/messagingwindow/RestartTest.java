package dev.messagingwindow;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.ServiceProcess;
import dev.messagingwindow.testing.TestChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.core.ConditionEvaluationListener;
import org.awaitility.core.EvaluatedCondition;
import org.awaitility.core.TimeoutEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What was answered survives whatever becomes of the process.
class RestartTest {

  private static final String PAGE = "410000000000001";
  private static final String INSTAGRAM = "17841400000000901";
  private static final int ENOUGH = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /// Short, so that what a killed worker held is settled soon.
  private static final String LEASE = "--messaging.outbox.lease=3s";

  /// Recent: what is older than the retention leaves no text.
  private static final String SENT_AT = Long.toString(System.currentTimeMillis());

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @TempDir private static Path data;

  /// Each test finds one that runs and leaves one that runs: a start takes its time.
  private static ServiceProcess service;

  @BeforeAll
  static void start() {
    service = ServiceProcess.start(data, LEASE);
  }

  @BeforeEach
  void startAfterATestThatFailed() {
    if (!service.isAlive()) {
      start();
    }
  }

  @AfterAll
  static void end() {
    service.close();
  }

  @ParameterizedTest
  @EnumSource
  void losesAndRepeatsNothingInTraffic(End end) {
    assertThat(api().post("/sandbox/clock", "{'advance':'PT30H'}").status()).isEqualTo(200);
    var clockBefore = clock();
    var traffic = new Traffic();
    traffic.openWindows(channel(PAGE));

    traffic.run(end);
    assertThat(service.database().isPresent()).isEqualTo(end == End.KILLED);
    start();

    assertThat(clock()).isAfter(clockBefore);
    var channel = channel(PAGE);

    // what got 200 is on record, and a repeat changes nothing
    var recorded = traffic.recorded(channel);
    assertThat(recorded).contains(traffic.acknowledged()).doesNotHaveDuplicates();
    traffic.repeatWebhooks();
    assertThat(traffic.recorded(channel))
        .containsAll(recorded)
        .containsExactlyInAnyOrderElementsOf(traffic.webhooks.keySet());

    // what got 202 is known by its key, what got no answer is accepted now
    var accepted = traffic.repeatMessages(channel);
    assertThat(accepted).containsAllEntriesOf(traffic.accepted());

    // each comes to an end, and to a phone at most once
    var statuses = traffic.settled(channel, accepted);
    var phones = traffic.phones(channel);
    System.out.printf(
        "%s: %d of %d webhooks acknowledged, %d of %d messages accepted, %d sent, %d unknown%n",
        end,
        traffic.acknowledged().length,
        traffic.webhooks.size(),
        traffic.accepted().size(),
        traffic.messages.size(),
        keysWith(statuses, "SENT").size(),
        keysWith(statuses, "UNKNOWN").size());
    assertThat(statuses.values()).isSubsetOf("SENT", "UNKNOWN");
    assertThat(phones).doesNotHaveDuplicates().containsAll(keysWith(statuses, "SENT"));
  }

  /// Instagram's echo does not tell whose message it is: its text settles what was on its way.
  @Test
  void neverRepeatsWhatMetaMayHave() {
    var customer = "6800000000000021";
    channel(INSTAGRAM).customerWrites(customer, "Hi");
    api()
        .post(
            "/sandbox/graph/faults",
            "{'kind':'HANG','delivered':true,'accountId':'%s'}".formatted(INSTAGRAM));
    var messageId = channel(INSTAGRAM).agentSends(customer, "Hello").text("messageId");
    await().until(() -> channel(INSTAGRAM).phone(customer).at("messages.0").isObject());

    service.kill();
    start();

    var channel = channel(INSTAGRAM);
    var behindIt = channel.agentSends(customer, "Are you still there?").text("messageId");
    await().atMost(PATIENCE).until(() -> "SENT".equals(channel.message(behindIt).text("status")));
    await().atMost(PATIENCE).until(() -> "SENT".equals(channel.message(messageId).text("status")));
    assertThat(channel.phone(customer).json().findValuesAsString("text"))
        .containsExactly("Hello", "Are you still there?");
  }

  @Test
  void refusesADataDirectoryThatAnotherServiceUses() {
    var log = ServiceProcess.startInVain(data);

    assertThat(log)
        .contains("APPLICATION FAILED TO START", "Another sandbox already uses " + data)
        .contains("--messaging.sandbox.postgres-dir=")
        .doesNotContain("\tat ");
    assertThat(channel(PAGE).window("7100000000000099").status()).isEqualTo(200);
  }

  /// The embedded server comes with both switched off.
  @ParameterizedTest
  @ValueSource(strings = {"fsync", "synchronous_commit"})
  void writesToTheDiskBeforeItAnswers(String setting) throws SQLException {
    assertThat(shown(setting)).isEqualTo("on");
  }

  private static String shown(String name) throws SQLException {
    try (var connection = DriverManager.getConnection(service.jdbcUrl(), "postgres", "");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("show " + name)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Api api() {
    return Api.at(service.baseUrl()).withKey("sandbox");
  }

  private static TestChannel channel(String accountId) {
    var found = api().get("/api/v1/channels?accountId=" + accountId);
    return new TestChannel(api(), found.text("channels.0.channelId"), accountId);
  }

  private static Instant clock() {
    return Instant.parse(api().get("/sandbox/clock").text("now"));
  }

  private static Collection<String> keysWith(Map<String, String> map, String value) {
    return map.entrySet().stream()
        .filter(entry -> entry.getValue().equals(value))
        .map(Map.Entry::getKey)
        .toList();
  }

  enum End {
    KILLED,
    KILLED_WITH_DATABASE,
    STOPPED;

    void ofService() {
      switch (this) {
        case KILLED -> service.kill();
        case KILLED_WITH_DATABASE -> service.killWithDatabase();
        case STOPPED -> service.stop();
      }
    }
  }

  /// Customers who write by webhook, and agents who write to other customers.
  private static final class Traffic {

    private static final int THREADS_OF_EACH = 3;
    private static final int CUSTOMERS = 20;

    private final int series = 100 + NUMBERS.incrementAndGet();

    /// What was sent, by Meta's id and by text; empty where no answer came.
    private final Map<String, String> webhooks = new ConcurrentHashMap<>();

    private final Map<String, String> messages = new ConcurrentHashMap<>();

    void openWindows(TestChannel channel) {
      IntStream.range(0, CUSTOMERS)
          .forEach(number -> channel.customerWrites(reader(number), "Hello"));
    }

    /// Ends the service once enough was answered, while all go on.
    void run(End end) {
      var channel = channel(PAGE);
      var base = service.baseUrl();
      var threads = new ArrayList<Thread>();
      for (var i = 0; i < THREADS_OF_EACH; i++) {
        threads.add(Thread.startVirtualThread(() -> repeat(() -> sendWebhook(base))));
        threads.add(Thread.startVirtualThread(() -> repeat(() -> sendMessage(channel))));
      }
      await()
          .atMost(PATIENCE)
          .until(() -> acknowledged().length >= ENOUGH && accepted().size() >= ENOUGH);
      end.ofService();
      await().atMost(PATIENCE).until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    private static void repeat(Runnable step) {
      try {
        while (true) {
          step.run();
        }
      } catch (UncheckedIOException | AssertionError _) {
        // the service is gone, or on its way
      }
    }

    private void sendWebhook(String base) {
      var mid = "m_restart_" + NUMBERS.incrementAndGet();
      webhooks.put(mid, "");
      var answer = postWebhook(base, mid);
      assertThat(answer.status()).isEqualTo(200);
      webhooks.put(mid, "200");
    }

    private void sendMessage(TestChannel channel) {
      var text = "Answer " + NUMBERS.incrementAndGet();
      messages.put(text, "");
      var answer = postMessage(channel, text);
      assertThat(answer.status()).isEqualTo(202);
      messages.put(text, answer.text("messageId"));
    }

    String[] acknowledged() {
      return keysWith(webhooks, "200").toArray(String[]::new);
    }

    Map<String, String> accepted() {
      return messages.entrySet().stream()
          .filter(sent -> !sent.getValue().isEmpty())
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void repeatWebhooks() {
      for (var mid : webhooks.keySet()) {
        assertThat(postWebhook(service.baseUrl(), mid).status()).isEqualTo(200);
      }
    }

    /// The ids that the texts have now.
    Map<String, String> repeatMessages(TestChannel channel) {
      return messages.keySet().stream()
          .collect(
              Collectors.toMap(
                  Function.identity(), text -> postMessage(channel, text).text("messageId")));
    }

    /// Meta's ids of everything that customers wrote by webhook.
    List<String> recorded(TestChannel channel) {
      return IntStream.range(0, CUSTOMERS)
          .mapToObj(number -> inbound(channel, writer(number)))
          .flatMap(List::stream)
          .toList();
    }

    private static List<String> inbound(TestChannel channel, String customerId) {
      var found = new ArrayList<String>();
      @Nullable String cursor = null;
      do {
        var page =
            channel
                .api()
                .get(
                    channel.customerPath(customerId, "/messages?limit=500")
                        + (cursor == null ? "" : "&cursor=" + cursor));
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        found.addAll(page.at("messages").findValuesAsString("metaMessageId"));
        cursor = page.text("nextCursor");
      } while (cursor != null);
      return found;
    }

    /// How each text ended.
    Map<String, String> settled(TestChannel channel, Map<String, String> ids) {
      var statuses = new TreeMap<String, String>();
      await()
          .conditionEvaluationListener(
              new ConditionEvaluationListener<>() {
                @Override
                public void conditionEvaluated(EvaluatedCondition<Object> condition) {}

                @Override
                public void onTimeout(TimeoutEvent event) {
                  System.out.println(service.log());
                }
              })
          .atMost(PATIENCE)
          .until(() -> {
            ids.keySet().stream()
                .filter(not(statuses::containsKey))
                .forEach(text -> {
                  var message = channel.message(ids.get(text));
                  assertThat(message.status()).isEqualTo(200);
                  if (!message.text("status").equals("QUEUED")) {
                    statuses.put(text, message.text("status"));
                  }
                });
            return statuses.size() == ids.size();
          });
      return statuses;
    }

    /// Every text that reached somebody.
    List<String> phones(TestChannel channel) {
      return IntStream.range(0, CUSTOMERS)
          .mapToObj(number -> channel.phone(reader(number)).at("messages"))
          .flatMap(JsonNode::valueStream)
          .map(message -> message.path("text").asString())
          .toList();
    }

    private Answer postWebhook(String base, String mid) {
      var number = Integer.parseInt(mid.substring(mid.lastIndexOf('_') + 1));
      var body =
          sample()
              .replace("m_inv_0001", mid)
              .replace("1790000000123", SENT_AT)
              .replace("7100000000000011", writer(number))
              .getBytes(StandardCharsets.UTF_8);
      return Api.at(base)
          .with("Content-Type", "application/json")
          .with("X-Hub-Signature-256", signature(body))
          .exchange("POST", "/webhooks/meta", body);
    }

    private Answer postMessage(TestChannel channel, String text) {
      var number = Integer.parseInt(text.substring(text.indexOf(' ') + 1));
      return channel.send(
          reader(number),
          "key-" + number,
          "{'text':'%s','sender':{'type':'HUMAN','agentId':'a-17'}}".formatted(text));
    }

    private String writer(int number) {
      return "72" + series + (100 + number % CUSTOMERS);
    }

    private String reader(int number) {
      return "73" + series + (100 + number % CUSTOMERS);
    }

    private static String sample() {
      try (var file =
          RestartTest.class.getResourceAsStream("/payloads/messenger/01_message_text.json")) {
        assertThat(file).isNotNull();
        return new String(file.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String signature(byte[] body) {
      try {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(
            new SecretKeySpec("sandbox-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
