package dev.messagingwindow.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messagingwindow.outbox.OutboxWorker;
import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class OutboundTest extends ServiceTest {

  private static final Duration LAST_MOMENT = Duration.ofSeconds(5);

  @Autowired private OutboxWorker worker;

  @AfterEach
  void clearFaults() {
    api().delete("/sandbox/graph/faults");
  }

  @Test
  void sendsAHumansAnswerToTheCustomersPhone() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Where is my parcel?");

    var accepted = channel.agentSends(customer, "It comes on Monday.");
    worker.runOnce();

    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.text("status")).isEqualTo("QUEUED");
    assertThat(accepted.text("label.messagingType")).isEqualTo("RESPONSE");
    assertThat(accepted.text("label.tag")).isNull();
    var location = accepted.headers().firstValue("Location").orElseThrow();
    var sent = api().get(location);
    assertThat(sent.text("status")).isEqualTo("SENT");
    assertThat(sent.at("attempts").asInt()).isEqualTo(1);
    var phone = channel.phone(customer);
    assertThat(phone.at("messages").size()).isEqualTo(1);
    assertThat(phone.text("messages.0.text")).isEqualTo("It comes on Monday.");
    assertThat(phone.text("messages.0.messageId")).isEqualTo(sent.text("metaMessageId"));
  }

  @Test
  void labelsAHumansAnswerAfterADay() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Where is my parcel?");
    advance(Duration.ofHours(25));

    var accepted = channel.agentSends(customer, "It comes on Monday.");
    worker.runOnce();

    assertThat(accepted.text("label.tag")).isEqualTo("HUMAN_AGENT");
    var phone = channel.phone(customer);
    assertThat(phone.text("messages.0.label.messagingType")).isEqualTo("MESSAGE_TAG");
    assertThat(phone.text("messages.0.label.tag")).isEqualTo("HUMAN_AGENT");
  }

  @Test
  void sendsOnInstagramWithTheTagToo() {
    var channel = anInstagramChannelWithExtendedWindow();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Price?");
    advance(Duration.ofDays(2));

    channel.agentSends(customer, "20 EUR");
    worker.runOnce();

    assertThat(channel.phone(customer).text("messages.0.label.tag")).isEqualTo("HUMAN_AGENT");
  }

  @ParameterizedTest
  @CsvSource({
    "AUTOMATION, true,  25,  AUTOMATED", // only humans after a day
    "HUMAN,      false, 25,  WINDOW_CLOSED", // no extension
    "HUMAN,      true,  168, WINDOW_CLOSED", // seven days
    "AUTOMATION, false, 25,  WINDOW_CLOSED", // closed for everybody, no further reason
  })
  void refusesWithEveryReason(String sender, boolean extended, int hours, String rule) {
    var channel = extended ? aFacebookChannelWithExtendedWindow() : aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    advance(Duration.ofHours(hours));

    var refused =
        sender.equals("HUMAN")
            ? channel.agentSends(customer, "hi")
            : channel.automationSends(customer, "hi");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.problem()).isEqualTo("message-rejected");
    assertThat(refused.text("verdict.outcome")).isEqualTo("REJECTED");
    assertThat(refused.at("verdict.violations").size()).isEqualTo(1);
    assertThat(refused.text("verdict.violations.0.rule")).isEqualTo(rule);
    assertThat(refused.text("verdict.label")).isNull();
  }

  @Test
  void allowsPromotionToBothInTheStandardWindow() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");

    var human =
        channel.check(
            customer, "{'text':'20 % off today!','sender':{'type':'HUMAN','agentId':'a-1'}}");
    var automation = channel.check(customer, "{'text':'20 % off today!'}");

    assertThat(human.text("outcome")).isEqualTo("ALLOWED");
    assertThat(automation.text("outcome")).isEqualTo("ALLOWED");
  }

  @Test
  void refusesToWriteToSomebodyWhoNeverWrote() {
    var channel = aFacebookChannelWithExtendedWindow();

    var refused = channel.agentSends(aNewCustomer(), "hi");

    assertThat(refused.text("verdict.violations.0.rule")).isEqualTo("NO_CONVERSATION");
    assertThat(refused.text("verdict.window.state")).isEqualTo("NEVER_OPENED");
    assertThat(refused.at("verdict.violations").size()).isEqualTo(1);
  }

  @Test
  void reportsAllViolationsAtOnceInTheCallersLanguage() {
    var channel = anInstagramChannelWithExtendedWindow();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    advance(Duration.ofDays(2));
    api().put(channel.path("/hold"), "{'reason':'checking'}");
    var body =
        "{'text':'%s','sender':{'type':'AUTOMATION'},'notAfter':'2026-09-01T00:00:00Z'}"
            .formatted("ü".repeat(501));

    var verdict =
        api()
            .with("Accept-Language", "de-AT,de;q=0.9")
            .post(channel.customerPath(customer, "/messages/check"), body);

    assertThat(verdict.at("violations").findValuesAsString("rule"))
        .containsExactly("CHANNEL_ON_HOLD", "EXPIRED", "AUTOMATED", "TEXT_TOO_LONG");
    assertThat(verdict.text("violations.2.message"))
        .isEqualTo("Nach 24 Stunden darf nur ein Mensch antworten.");
    assertThat(verdict.at("violations.3.facts.limit").asInt()).isEqualTo(1000);
    assertThat(verdict.at("violations.3.facts.actual").asInt()).isEqualTo(1002);
  }

  @Test
  void givesTheSameAnswerToTheSameRequest() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    var key = aNewIdempotencyKey();
    var first = channel.send(customer, key, "{'text':'hi'}");
    worker.runOnce();
    advance(Duration.ofDays(3));

    var again = channel.send(customer, key, "{ 'sender': null, 'text': 'hi' }");

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    worker.runOnce();
    assertThat(channel.phone(customer).at("messages").size()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "hi!, HUMAN,      a-17, another text",
    "hi,  AUTOMATION, a-17, another sender",
    "hi,  HUMAN,      a-18, another agent",
  })
  void refusesAUsedKeyForAnotherRequest(String text, String type, String agent, String reason) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    var key = aNewIdempotencyKey();
    channel.send(customer, key, "{'text':'hi','sender':{'type':'HUMAN','agentId':'a-17'}}");

    var other =
        channel.send(
            customer,
            key,
            "{'text':'%s','sender':{'type':'%s','agentId':'%s'}}".formatted(text, type, agent));

    assertThat(other.status()).as(reason).isEqualTo(409);
    assertThat(other.problem()).isEqualTo("idempotency-key-reused");
  }

  @Test
  void doesNotBindAKeyToARefusal() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var key = aNewIdempotencyKey();
    assertThat(channel.send(customer, key, "{'text':'hi'}").status()).isEqualTo(422);
    channel.customerWrites(customer, "hello");

    assertThat(channel.send(customer, key, "{'text':'another'}").status()).isEqualTo(202);
  }

  @Test
  void forgetsAKeyAfterSevenDays() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    var key = aNewIdempotencyKey();
    var first = channel.send(customer, key, "{'text':'hi'}");
    advance(Duration.ofDays(7));
    channel.customerWrites(customer, "hello again");

    var later = channel.send(customer, key, "{'text':'another'}");

    assertThat(later.status()).isEqualTo(202);
    assertThat(later.text("messageId")).isNotEqualTo(first.text("messageId"));
  }

  @Test
  void acceptsOneOfManyEqualRequestsThatArriveAtOnce() throws Exception {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    var key = aNewIdempotencyKey();
    Callable<Answer> send = () -> channel.send(customer, key, "{'text':'hi'}");

    var answers = new ArrayList<Answer>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var answer : threads.invokeAll(Collections.nCopies(8, send))) {
        answers.add(answer.get());
      }
    }
    worker.runOnce();

    assertThat(answers).extracting(Answer::status).containsOnly(202);
    assertThat(answers.stream().map(answer -> answer.text("messageId")).distinct()).hasSize(1);
    assertThat(channel.phone(customer).at("messages").size()).isEqualTo(1);
  }

  @Test
  void needsAnIdempotencyKey() {
    var path = aFacebookChannel().customerPath(aNewCustomer(), "/messages/outbound");

    var missing = api().post(path, "{'text':'hi'}");
    var tooLong = api().with("Idempotency-Key", "x".repeat(129)).post(path, "{'text':'hi'}");

    assertThat(missing.text("errors.0.field")).isEqualTo("Idempotency-Key");
    assertThat(tooLong.problem()).isEqualTo("invalid-request");
  }

  @Test
  void decidesAgainWhenTheTurnComesAndLabelsThen() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    advance(Duration.ofDays(1).minusSeconds(70));
    var human = channel.agentSends(customer, "We looked it up.");
    var automation = channel.automationSends(customer, "Rate our service!");
    assertThat(human.text("label.messagingType")).isEqualTo("RESPONSE");
    advance(Duration.ofSeconds(80));

    worker.runOnce();
    worker.runOnce();

    var sent = channel.message(human.text("messageId"));
    assertThat(sent.text("status")).isEqualTo("SENT");
    assertThat(sent.text("label.tag")).isEqualTo("HUMAN_AGENT");
    var rejected = channel.message(automation.text("messageId"));
    assertThat(rejected.text("status")).isEqualTo("REJECTED");
    assertThat(rejected.text("verdict.violations.0.rule")).isEqualTo("AUTOMATED");
    assertThat(channel.phone(customer).at("messages").size()).isEqualTo(1);
  }

  @Test
  void treatsAWindowsEndAsTenSecondsEarlierWhenAccepting() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    advance(Duration.ofDays(1).minusSeconds(10).minusMillis(1));
    assertThat(channel.check(customer, "{'text':'hi'}").text("outcome")).isEqualTo("ALLOWED");
    advance(Duration.ofMillis(1));

    var tooLate = channel.check(customer, "{'text':'hi'}");

    assertThat(tooLate.text("violations.0.rule")).isEqualTo("WINDOW_CLOSED");
    assertThat(tooLate.text("window.state")).isEqualTo("STANDARD");
    assertThat(tooLate.text("window.remaining")).isEqualTo("PT10S");
  }

  @Test
  void sendsUntilTwoSecondsBeforeTheEnd() {
    var channel = aFacebookChannel();
    var intime = aNewCustomer();
    var late = aNewCustomer();
    channel.customerWrites(intime, "hello");
    advance(Duration.ofMillis(1));
    channel.customerWrites(late, "hello");
    advance(Duration.ofDays(1).minus(LAST_MOMENT).minusSeconds(10));
    var first = channel.agentSends(intime, "hi");
    var second = channel.agentSends(late, "hi");
    // 2.001 s are left of the second window now, 2.000 s of the first
    advance(LAST_MOMENT.plusSeconds(8).minusMillis(1));

    worker.runOnce();

    assertThat(channel.message(first.text("messageId")).text("status")).isEqualTo("REJECTED");
    assertThat(channel.message(second.text("messageId")).text("status")).isEqualTo("SENT");
  }

  @Test
  void doesNotSendAfterNotAfter() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    var body = "{'text':'hi','notAfter':'%s'}".formatted(now().plusSeconds(60));
    var accepted = channel.send(customer, aNewIdempotencyKey(), body);
    advance(Duration.ofSeconds(61));

    worker.runOnce();

    var rejected = channel.message(accepted.text("messageId"));
    assertThat(rejected.text("status")).isEqualTo("REJECTED");
    assertThat(rejected.text("verdict.violations.0.rule")).isEqualTo("EXPIRED");
  }

  @Test
  void keepsTheOrderOfAConversation() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    channel.agentSends(customer, "one");
    channel.agentSends(customer, "two");
    channel.agentSends(customer, "three");

    while (worker.runOnce() > 0) {}

    assertThat(channel.phone(customer).at("messages").findValuesAsString("text"))
        .containsExactly("one", "two", "three");
  }

  @Test
  void handsOnWhichMessageIsAnswered() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var mid = channel.customerWrites(customer, "hello");
    var body = "{'text':'hi','inReplyTo':'%s'}".formatted(mid);

    var accepted = channel.send(customer, aNewIdempotencyKey(), body);
    worker.runOnce();

    assertThat(channel.message(accepted.text("messageId")).text("status")).isEqualTo("SENT");
  }

  @ParameterizedTest
  @CsvSource({"RESET", "HANG"})
  void neverRepeatsWhatMetaMayHaveAndSettlesItByTheEcho(String kind) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    fault(channel, "{'kind':'%s','delivered':true,'accountId':'%s'}", kind);
    var accepted = channel.agentSends(customer, "hi");

    worker.runOnce();
    while (worker.runOnce() > 0) {}

    await()
        .untilAsserted(() ->
            assertThat(channel.message(accepted.text("messageId")).text("status"))
                .isEqualTo("SENT"));
    assertThat(channel.message(accepted.text("messageId")).text("failure")).isNull();
    assertThat(channel.phone(customer).at("messages").size()).isEqualTo(1);
  }

  @Test
  void sendsForOtherChannelsWhileOneHangs() {
    var slow = aFacebookChannel();
    var quick = aFacebookChannel();
    var customer = aNewCustomer();
    slow.customerWrites(customer, "hello");
    quick.customerWrites(customer, "hello");
    fault(slow, "{'kind':'%s','accountId':'%s'}", "HANG");
    var hanging = slow.agentSends(customer, "hi").text("messageId");
    worker.start();
    try {
      await().until(() -> slow.message(hanging).at("attempts").asInt() == 1);

      var sent = quick.agentSends(customer, "hi").text("messageId");

      await().until(() -> "SENT".equals(quick.message(sent).text("status")));
      assertThat(slow.message(hanging).text("status")).isEqualTo("QUEUED");
    } finally {
      api().delete("/sandbox/graph/faults");
      worker.stop();
    }
  }

  @Test
  void leavesUnknownWhatMetaNeverEchoes() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    fault(channel, "{'kind':'%s','delivered':false,'accountId':'%s'}", "RESET");
    var accepted = channel.agentSends(customer, "hi");

    worker.runOnce();
    worker.runOnce();

    var unknown = channel.message(accepted.text("messageId"));
    assertThat(unknown.text("status")).isEqualTo("UNKNOWN");
    assertThat(unknown.text("failure.reason")).isEqualTo("NO_ANSWER");
    assertThat(unknown.at("attempts").asInt()).isEqualTo(1);
    assertThat(channel.phone(customer).at("messages").size()).isZero();
  }

  @Test
  void closesTheWindowWhenMetaSaysSoUntilTheCustomerActsAgain() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    channel.metaRefuses(10, "2018278");
    var accepted = channel.agentSends(customer, "hi");

    worker.runOnce();

    var failed = channel.message(accepted.text("messageId"));
    assertThat(failed.text("status")).isEqualTo("FAILED");
    assertThat(failed.text("failure.reason")).isEqualTo("WINDOW_CLOSED");
    assertThat(failed.at("failure.code").asInt()).isEqualTo(10);
    assertThat(failed.at("failure.subcode").asInt()).isEqualTo(2018278);
    var window = channel.window(customer);
    assertThat(window.text("state")).isEqualTo("CLOSED");
    assertThat(window.text("closedByMetaAt")).isNotNull();
    advance(Duration.ofMillis(1));
    channel.customerWrites(customer, "still there?");
    assertThat(channel.window(customer).text("state")).isEqualTo("STANDARD");
    assertThat(channel.window(customer).text("closedByMetaAt")).isNull();
  }

  @Test
  void keepsMessagesUntilADeadTokenIsReplaced() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    channel.metaRefuses(190, "460");
    var accepted = channel.agentSends(customer, "hi");
    worker.runOnce();
    assertThat(channel.message(accepted.text("messageId")).text("status")).isEqualTo("QUEUED");
    assertThat(api().get(channel.path("")).text("status")).isEqualTo("RECONNECT_REQUIRED");
    assertThat(api().get(channel.path("")).at("connectionHealth.lastError.code").asInt())
        .isEqualTo(190);
    assertThat(channel.agentSends(customer, "more").text("verdict.violations.0.rule"))
        .isEqualTo("CHANNEL_RECONNECT_REQUIRED");
    worker.runOnce();
    assertThat(channel.phone(customer).at("messages").size()).isZero();

    connect("FACEBOOK", channel.accountId(), false);
    worker.runOnce();

    assertThat(channel.message(accepted.text("messageId")).text("status")).isEqualTo("SENT");
    assertThat(channel.phone(customer).at("messages").size()).isEqualTo(1);
  }

  @Test
  void putsTheChannelOnHoldWhenMetaRestrictsIt() {
    var channel = aFacebookChannel();
    var one = aNewCustomer();
    var other = aNewCustomer();
    channel.customerWrites(one, "hello");
    channel.customerWrites(other, "hello");
    channel.metaRefuses(368, "null");
    var restricted = channel.agentSends(one, "hi");
    worker.runOnce();
    assertThat(channel.message(restricted.text("messageId")).text("failure.reason"))
        .isEqualTo("POLICY");
    var held = api().get(channel.path(""));
    assertThat(held.text("status")).isEqualTo("ON_HOLD");
    assertThat(held.text("hold.reason")).contains("368");
    assertThat(channel.window(other).at("allowed.human").asBoolean()).isFalse();

    api().delete(channel.path("/hold"));

    assertThat(channel.agentSends(other, "hi").status()).isEqualTo(202);
  }

  @Test
  void sendsWhatWaitedForAHoldAndDecidesItAgain() {
    var channel = aFacebookChannel();
    var quick = aNewCustomer();
    var slow = aNewCustomer();
    channel.customerWrites(slow, "hello");
    advance(Duration.ofHours(23));
    channel.customerWrites(quick, "hello");
    var early = channel.agentSends(slow, "hi");
    var later = channel.agentSends(quick, "hi");
    api().put(channel.path("/hold"), "{'reason':'checking'}");
    advance(Duration.ofHours(2));
    worker.runOnce();
    assertThat(channel.message(early.text("messageId")).text("status")).isEqualTo("QUEUED");

    api().delete(channel.path("/hold"));
    worker.runOnce();

    assertThat(channel.message(early.text("messageId")).text("status")).isEqualTo("REJECTED");
    assertThat(channel.message(later.text("messageId")).text("status")).isEqualTo("SENT");
  }

  @Test
  void waitsWhenMetaThrottlesAndThenSendsOnce() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    channel.metaRefuses(613, "null");
    var accepted = channel.agentSends(customer, "hi");
    worker.runOnce();
    worker.runOnce();
    assertThat(channel.message(accepted.text("messageId")).text("status")).isEqualTo("QUEUED");
    assertThat(channel.message(accepted.text("messageId")).at("attempts").asInt()).isEqualTo(1);

    advanceRealTime(Duration.ofMinutes(10));
    worker.runOnce();

    var sent = channel.message(accepted.text("messageId"));
    assertThat(sent.text("status")).isEqualTo("SENT");
    assertThat(sent.at("attempts").asInt()).isEqualTo(2);
    assertThat(channel.phone(customer).at("messages").size()).isEqualTo(1);
  }

  @Test
  void givesUpOnAFaultOfMetasThatDoesNotEnd() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    api()
        .post(
            "/sandbox/graph/faults",
            "{'kind':'ERROR','code':2,'times':100,'accountId':'%s'}"
                .formatted(channel.accountId()));
    var accepted = channel.agentSends(customer, "hi");

    for (var round = 0; round < 20; round++) {
      worker.runOnce();
      advance(Duration.ofMinutes(10));
    }

    var failed = channel.message(accepted.text("messageId"));
    assertThat(failed.text("status")).isEqualTo("FAILED");
    assertThat(failed.text("failure.reason")).isEqualTo("META_UNAVAILABLE");
    assertThat(failed.at("attempts").asInt()).isEqualTo(8);
  }

  @Test
  void tellsWhenItWasDeliveredAndRead() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    var accepted = channel.agentSends(customer, "hi");
    worker.runOnce();
    var path = accepted.text("messageId");
    await().untilAsserted(() -> assertThat(channel.message(path).text("deliveredAt")).isNotNull());
    assertThat(channel.message(path).text("readAt")).isNull();

    new MetaWebhook(baseUrl())
        .post(
            MetaWebhook.page(
                channel.accountId(),
                "{'sender':{'id':'%s'},'recipient':{'id':'1'},'timestamp':%d,'read':{'watermark':%d}}"
                    .formatted(customer, now().toEpochMilli(), now().toEpochMilli())));

    assertThat(channel.message(path).text("readAt")).isNotNull();
  }

  @Test
  void rejectsWhatWaitedWhenTheChannelIsDisconnected() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    var accepted = channel.agentSends(customer, "hi");
    api().delete(channel.path(""));

    worker.runOnce();

    var rejected = channel.message(accepted.text("messageId"));
    assertThat(rejected.text("status")).isEqualTo("REJECTED");
    assertThat(rejected.text("verdict.violations.0.rule")).isEqualTo("CHANNEL_NOT_CONNECTED");
  }

  @Test
  void showsBothDirectionsNewestFirstPageByPage() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    for (var number : new int[] {1, 2, 3}) {
      channel.customerWrites(customer, "question " + number);
      advance(Duration.ofSeconds(1));
      channel.agentSends(customer, "answer " + number);
      advance(Duration.ofSeconds(1));
    }
    var texts = new ArrayList<String>();

    var path = channel.customerPath(customer, "/messages?limit=2");
    var page = api().get(path);
    texts.addAll(page.at("messages").findValuesAsString("text"));
    while (page.text("nextCursor") != null) {
      page = api().get(path + "&cursor=" + page.text("nextCursor"));
      texts.addAll(page.at("messages").findValuesAsString("text"));
    }

    assertThat(texts)
        .containsExactly(
            "answer 3", "question 3", "answer 2", "question 2", "answer 1", "question 1");
  }

  @Test
  void answersOnlyWithWhatWasReallySent() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    advance(Duration.ofSeconds(1));
    channel.agentSends(customer, "hi");
    assertThat(unanswered(channel)).isEqualTo(1);

    worker.runOnce();

    assertThat(unanswered(channel)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'text':null}                                         | text",
        "{}                                                    | text",
        "{'text':'x','sender':{'type':'HUMAN'}}                | sender.agentId",
        "{'text':'x','sender':{'type':'HUMAN','agentId':' '}}  | sender.agentId",
        "{'text':'x','sender':{'type':'ROBOT'}}                | sender.type",
        "{'text':'x','sender':{}}                              | sender.type",
        "{'text':'x','notAfter':'tomorrow'}                    | notAfter",
        "{'text':'x','inReplyTo':''}                           | inReplyTo",
        "{'text':'x','label':'HUMAN_AGENT'}                    | label",
      })
  void namesTheFieldThatIsWrong(String body, String field) {
    var channel = aFacebookChannel();

    var answer = channel.send(aNewCustomer(), aNewIdempotencyKey(), body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-request");
    assertThat(answer.text("errors.0.field")).isEqualTo(field);
  }

  private int unanswered(TestChannel channel) {
    return api().get(channel.path("/conversations?unanswered=true")).at("conversations").size();
  }

  private void fault(TestChannel channel, String template, String kind) {
    var answer = api().post("/sandbox/graph/faults", template.formatted(kind, channel.accountId()));
    assertThat(answer.status()).isEqualTo(204);
  }
}
