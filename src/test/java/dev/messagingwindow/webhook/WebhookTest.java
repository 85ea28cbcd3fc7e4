package dev.messagingwindow.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest extends ServiceTest {

  private static final String AT = "2026-09-21T14:13:20.123Z";

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void givesEverySamplePayloadItsEffectOnceAndNoneWhenItIsRepeated(String file) {
    var first = file.startsWith("messenger") ? aFacebookChannel() : anInstagramChannel();
    var second = aFacebookChannel();
    var customer = aNewCustomer();
    var otherCustomer = aNewCustomer();
    var body =
        new String(Payloads.read(file), UTF_8)
            .replace(
                file.startsWith("messenger") ? "410000000000001" : "17841400000000901",
                first.accountId())
            .replace("410000000000002", second.accountId())
            .replace("7100000000000011", customer)
            .replace("6800000000000021", customer)
            .replace("7100000000000012", otherCustomer);

    assertThat(meta().post(body).status()).isEqualTo(200);
    var windows = List.of(first.window(customer).body(), second.window(otherCustomer).body());
    var onRecord = onRecord(first, customer) + onRecord(second, otherCustomer);
    assertThat(meta().post(body).status()).isEqualTo(200);

    var rows = Payloads.expected().stream().filter(row -> row.file().equals(file)).toList();
    assertWindow(first.window(customer), rows, "7100000000000011", "6800000000000021");
    assertWindow(second.window(otherCustomer), rows, "7100000000000012");
    assertThat(List.of(first.window(customer).body(), second.window(otherCustomer).body()))
        .isEqualTo(windows);
    assertThat(onRecord(first, customer) + onRecord(second, otherCustomer)).isEqualTo(onRecord);
  }

  static List<String> files() {
    return Payloads.files();
  }

  private static void assertWindow(Answer window, List<Payloads.Row> rows, String... customers) {
    var ofCustomer =
        rows.stream().filter(row -> List.of(customers).contains(row.customerId())).toList();
    assertThat(window.text("openedAt"))
        .isEqualTo(
            ofCustomer.stream()
                .filter(Payloads.Row::opens)
                .map(Payloads.Row::at)
                .max(Comparator.naturalOrder())
                .orElse(null));
    assertThat(window.text("lastMessageAt"))
        .isEqualTo(
            ofCustomer.stream()
                .filter(Payloads.Row::restarts)
                .map(Payloads.Row::at)
                .max(Comparator.naturalOrder())
                .orElse(null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "sha1=12b9252d4832f6fc7591401be719b3fdbd596a69",
        "sha256=00",
        "sha256=\u00e9"
      })
  void storesNothingThatIsNotSigned(String signature) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var body = MetaWebhook.text(channel.accountId(), customer, "m_1", 1790000000123L, "hello");

    var answer = meta().post(body.getBytes(UTF_8), signature.equals("none") ? null : signature);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("forbidden");
    assertThat(channel.window(customer).text("state")).isEqualTo("NEVER_OPENED");
  }

  @Test
  void repeatsMetasChallengeToWhoKnowsTheToken() {
    var answer = handshake("subscribe", "sandbox-verify", "1158201444");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("1158201444");
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
  }

  @Test
  void refusesABadHandshake() {
    assertThat(handshake("subscribe", "another", "1").status()).isEqualTo(403);
    assertThat(handshake("unsubscribe", "sandbox-verify", "1").status()).isEqualTo(400);
    assertThat(handshake("subscribe", "sandbox-verify", "%3Cscript%3E").status()).isEqualTo(400);
    assertThat(Api.at(baseUrl()).get("/webhooks/meta").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{\"entry\":{}}"})
  void refusesABodyThatIsNoNotification(String body) {
    var answer = meta().post(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-request");
  }

  @Test
  void refusesABodyOverTwoMebibytes() {
    assertThat(meta().post(new byte[WebhookController.MAX_BODY_BYTES + 1]).status()).isEqualTo(413);
  }

  @Test
  void answersEventsOfAStrangeAccountAndKeepsNothing() {
    var before = jdbc.sql("select count(*) from conversation").query(Long.class).single();

    var answer = meta().post(MetaWebhook.text("999", "888", "m_x", 1790000000123L, "hello"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("EVENT_RECEIVED");
    assertThat(jdbc.sql("select count(*) from conversation").query(Long.class).single())
        .isEqualTo(before);
  }

  @Test
  void countsAnEventOnceThatComesOnTwoConnectionsAtTheSameMoment() throws Exception {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var body = MetaWebhook.text(channel.accountId(), customer, "m_1", 1790000000123L, "hello");

    var answers = atTheSameMoment(8, () -> meta().post(body).status());

    assertThat(answers).containsOnly(200);
    assertThat(onRecord(channel, customer)).isEqualTo(1);
    assertThat(seen(channel)).isEqualTo(1);
    assertThat(channel.window(customer).text("openedAt")).isEqualTo(AT);
  }

  @Test
  void keepsBothCustomersOfOneBody() {
    var channel = aFacebookChannel();
    var one = aNewCustomer();
    var other = aNewCustomer();
    var item =
        "{'sender':{'id':'%s'},'recipient':{'id':'1'},'timestamp':1790000000123,'message':{'mid':'%s','text':'t'}}";

    meta()
        .post(
            MetaWebhook.page(
                channel.accountId(),
                item.formatted(one, "m_1") + "," + item.formatted(other, "m_2")));

    assertThat(channel.window(one).text("openedAt")).isEqualTo(AT);
    assertThat(channel.window(other).text("openedAt")).isEqualTo(AT);
    assertThat(onRecord(channel, one)).isEqualTo(1);
    assertThat(onRecord(channel, other)).isEqualTo(1);
  }

  @Test
  void countsAnEventOnceThatStandsTwiceInOneBody() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var item =
        "{'sender':{'id':'%s'},'recipient':{'id':'1'},'timestamp':1790000000123,'message':{'mid':'m','text':'t'}}"
            .formatted(customer);

    meta().post(MetaWebhook.page(channel.accountId(), item + "," + item));

    assertThat(onRecord(channel, customer)).isEqualTo(1);
  }

  @Test
  void endsWithTheLatestInstantWhateverTheOrderOnManyConnections() throws Exception {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var first = 1790000000123L;
    var next = IntStream.range(0, 24).boxed().toList().reversed().iterator();
    Callable<Integer> post =
        () -> {
          int number;
          synchronized (next) {
            number = next.next();
          }
          return meta()
              .post(
                  MetaWebhook.text(
                      channel.accountId(), customer, "m_" + number, first + number, "t"))
              .status();
        };

    assertThat(atTheSameMoment(24, post)).containsOnly(200);

    assertThat(channel.window(customer).text("lastMessageAt"))
        .isEqualTo("2026-09-21T14:13:20.146Z");
    assertThat(onRecord(channel, customer)).isEqualTo(24);
  }

  @Test
  void keepsWindowAndDropsTextWhenAMessageIsTakenBack() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    meta().post(MetaWebhook.text(channel.accountId(), customer, "m_1", 1790000000123L, "secret"));

    meta().post(unsend(channel, customer));

    assertThat(channel.window(customer).text("openedAt")).isEqualTo(AT);
    var message = messages(channel, customer);
    assertThat(message.text("messages.0.text")).isNull();
    assertThat(message.at("messages.0.deleted").asBoolean()).isTrue();
  }

  @Test
  void dropsTheTextOfAMessageThatWasTakenBackBeforeItCame() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    meta().post(unsend(channel, customer));

    meta().post(MetaWebhook.text(channel.accountId(), customer, "m_1", 1790000000123L, "secret"));

    assertThat(channel.window(customer).text("openedAt")).isEqualTo(AT);
    assertThat(messages(channel, customer).body()).doesNotContain("secret");
    assertThat(messages(channel, customer).at("messages.0.deleted").asBoolean()).isTrue();
  }

  @Test
  void showsTheEditedTextAndOpensNothing() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    meta().post(MetaWebhook.text(channel.accountId(), customer, "m_1", 1790000000123L, "blue"));

    meta()
        .post(
            MetaWebhook.page(
                channel.accountId(),
                "{'sender':{'id':'%s'},'recipient':{'id':'1'},'timestamp':1790000900000,'message_edit':{'mid':'m_1','text':'red','num_edit':'1'}}"
                    .formatted(customer)));

    assertThat(messages(channel, customer).text("messages.0.text")).isEqualTo("red");
    assertThat(channel.window(customer).text("openedAt")).isEqualTo(AT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MEU", "MUE", "EMU", "EUM", "UME", "UEM", "ME2", "M2E", "E2M", "2EM"})
  void endsTheSameInWhateverOrderAMessageItsEditsAndItsUnsendCome(String order) {
    var together = aFacebookChannel();
    var apart = aFacebookChannel();
    var customer = aNewCustomer();
    var items = order.chars().mapToObj(step -> step(step, customer)).toList();

    meta().post(MetaWebhook.page(together.accountId(), String.join(",", items)));
    items.forEach(item -> meta().post(MetaWebhook.page(apart.accountId(), item)));

    for (var channel : List.of(together, apart)) {
      assertThat(messages(channel, customer).at("messages").size()).isEqualTo(1);
      assertThat(messages(channel, customer).text("messages.0.text"))
          .isEqualTo(order.contains("U") ? null : "green");
      assertThat(messages(channel, customer).at("messages.0.deleted").asBoolean())
          .isEqualTo(order.contains("U"));
      assertThat(channel.window(customer).text("openedAt")).isEqualTo(AT);
    }
  }

  /// M the message, E its first edit, 2 its second, U that it is taken back.
  private static String step(int step, String customer) {
    return "{'sender':{'id':'%s'},'recipient':{'id':'1'},'timestamp':%s,%s}"
        .formatted(
            customer,
            step == 'M' ? 1790000000123L : 1790000900000L,
            switch (step) {
              case 'M' -> "'message':{'mid':'m_1','text':'blue'}";
              case 'E' -> "'message_edit':{'mid':'m_1','text':'red','num_edit':'1'}";
              case '2' -> "'message_edit':{'mid':'m_1','text':'green','num_edit':'2'}";
              default -> "'message':{'mid':'m_1','is_deleted':true}";
            });
  }

  @Test
  void keepsTheInstantsButNoTextOfADisconnectedChannel() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    api().delete(channel.path(""));

    var answer =
        meta()
            .post(MetaWebhook.text(channel.accountId(), customer, "m_1", 1790000000123L, "hello"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(channel.window(customer).text("lastMessageAt")).isEqualTo(AT);
    assertThat(onRecord(channel, customer)).isZero();
  }

  @Test
  void cutsAFutureInstantToNow() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var future = now().plus(Duration.ofDays(30)).toEpochMilli();

    meta().post(MetaWebhook.text(channel.accountId(), customer, "m_1", future, "hello"));

    assertThat(channel.window(customer).text("openedAt"))
        .isEqualTo(channel.window(customer).text("serverTime"));
  }

  @Test
  void recordsWhatAnotherAppWroteAsAnAnswer() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    meta().post(MetaWebhook.text(channel.accountId(), customer, "m_1", 1790000000123L, "hello"));

    meta()
        .post(
            MetaWebhook.page(
                channel.accountId(),
                "{'sender':{'id':'%s'},'recipient':{'id':'%s'},'timestamp':1790000001000,'message':{'mid':'m_2','is_echo':true,'app_id':26390,'text':'from the inbox'}}"
                    .formatted(channel.accountId(), customer)));

    var messages = messages(channel, customer);
    assertThat(messages.text("messages.0.source")).isEqualTo("OTHER_APP");
    assertThat(messages.text("messages.0.direction")).isEqualTo("OUTBOUND");
    assertThat(messages.text("messages.0.text")).isEqualTo("from the inbox");
    assertThat(api().get(channel.path("/conversations?unanswered=true")).at("conversations").size())
        .isZero();
    assertThat(channel.window(customer).text("openedAt")).isEqualTo(AT);
  }

  private MetaWebhook meta() {
    return new MetaWebhook(baseUrl());
  }

  private Answer handshake(String mode, String token, String challenge) {
    return Api.at(baseUrl())
        .get(
            "/webhooks/meta?hub.mode=%s&hub.verify_token=%s&hub.challenge=%s"
                .formatted(mode, token, challenge));
  }

  private static String unsend(TestChannel channel, String customer) {
    return MetaWebhook.page(
        channel.accountId(),
        "{'sender':{'id':'%s'},'recipient':{'id':'1'},'timestamp':1790000000123,'message':{'mid':'m_1','is_deleted':true}}"
            .formatted(customer));
  }

  private Answer messages(TestChannel channel, String customer) {
    return api().get(channel.customerPath(customer, "/messages"));
  }

  private int onRecord(TestChannel channel, String customer) {
    return messages(channel, customer).at("messages").size();
  }

  private long seen(TestChannel channel) {
    return jdbc.sql("select count(*) from seen_event where channel_id = ?::uuid")
        .param(channel.channelId())
        .query(Long.class)
        .single();
  }

  private static <T> List<T> atTheSameMoment(int times, Callable<T> call) throws Exception {
    var start = new CyclicBarrier(times);
    Callable<T> together =
        () -> {
          start.await();
          return call.call();
        };
    try (var threads = Executors.newFixedThreadPool(times)) {
      var results = new ArrayList<T>();
      for (var result : threads.invokeAll(Collections.nCopies(times, together))) {
        results.add(result.get());
      }
      return results;
    }
  }
}
