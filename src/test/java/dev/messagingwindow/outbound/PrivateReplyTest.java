package dev.messagingwindow.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messagingwindow.outbox.OutboxWorker;
import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class PrivateReplyTest extends ServiceTest {

  private static final String HUMAN = "'sender':{'type':'HUMAN','agentId':'a-17'}";
  private static final String BODY = "{'text':'It is 20 EUR.'," + HUMAN + "}";

  @Autowired private OutboxWorker worker;

  @AfterEach
  void clearFaults() {
    api().delete("/sandbox/graph/faults");
  }

  @Test
  void answersACommentInPrivateOnce() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var comment = channel.comments(customer, "{'text':'How much is it?'}");

    var accepted = channel.agentReplies(comment, "It is 20 EUR.");
    var usedBy = channel.privateReply(comment);
    worker.runOnce();

    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    assertThat(accepted.text("status")).isEqualTo("QUEUED");
    assertThat(accepted.text("commentId")).isEqualTo(comment);
    assertThat(accepted.text("postId")).isNull();
    assertThat(accepted.text("customerId")).isEqualTo(customer);
    assertThat(accepted.text("label.messagingType")).isNull();
    assertThat(usedBy.text("state")).isEqualTo("USED");
    assertThat(usedBy.text("usedBy")).isEqualTo(accepted.text("messageId"));
    var sent = api().get(accepted.headers().firstValue("Location").orElseThrow());
    assertThat(sent.text("status")).isEqualTo("SENT");
    var phone = channel.phone(customer);
    assertThat(phone.at("messages").size()).isEqualTo(1);
    assertThat(phone.text("messages.0.text")).isEqualTo("It is 20 EUR.");
    assertThat(phone.text("messages.0.messageId")).isEqualTo(sent.text("metaMessageId"));
    assertThat(phone.text("messages.0.label.messagingType")).isNull();
    assertThat(phone.text("messages.0.label.tag")).isNull();
    assertThat(channel.privateReply(comment).text("state")).isEqualTo("USED");
  }

  @Test
  void answersAVisitorPost() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var post = channel.posts(customer, "{'text':'Great shop!'}");

    var accepted = channel.reply("/posts/" + post, aNewIdempotencyKey(), BODY);
    worker.runOnce();

    assertThat(accepted.text("postId")).isEqualTo(post);
    assertThat(accepted.text("commentId")).isNull();
    assertThat(channel.phone(customer).at("messages").size()).isEqualTo(1);
    assertThat(channel.privateReplyToPost(post).text("state")).isEqualTo("USED");
  }

  @Test
  void answersACommentOnInstagram() {
    var channel = anInstagramChannel();
    var customer = aNewCustomer();
    var comment = channel.comments(customer, "{}");

    channel.agentReplies(comment, "20 EUR");
    worker.runOnce();

    assertThat(channel.phone(customer).text("messages.0.text")).isEqualTo("20 EUR");
  }

  @Test
  void refusesASecondReplyUnlessItRepeatsTheFirstRequest() {
    var channel = aFacebookChannel();
    var comment = channel.comments(aNewCustomer(), "{}");
    var key = aNewIdempotencyKey();
    var first = channel.reply("/comments/" + comment, key, BODY);

    var repeated = channel.reply("/comments/" + comment, key, BODY);
    var second = channel.agentReplies(comment, "One more thing");

    assertThat(repeated.status()).isEqualTo(202);
    assertThat(repeated.body()).isEqualTo(first.body());
    assertRefused(second, "WINDOW_CLOSED", "USED");
    assertThat(second.text("verdict.privateReply.usedBy")).isEqualTo(first.text("messageId"));
  }

  @Test
  void bindsAKeyToItsComment() {
    var channel = aFacebookChannel();
    var one = channel.comments(aNewCustomer(), "{}");
    var other = channel.comments(aNewCustomer(), "{}");
    var key = aNewIdempotencyKey();
    channel.reply("/comments/" + one, key, BODY);

    var reused = channel.reply("/comments/" + other, key, BODY);

    assertThat(reused.problem()).isEqualTo("idempotency-key-reused");
    assertThat(channel.privateReply(other).text("state")).isEqualTo("OPEN");
  }

  @Test
  void acceptsOneOfManyThatArriveAtOnce() throws Exception {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var comment = channel.comments(customer, "{}");
    Callable<Answer> reply = () -> channel.agentReplies(comment, "It is 20 EUR.");

    var answers = new ArrayList<Answer>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      var calls = IntStream.range(0, 8).mapToObj(_ -> reply).toList();
      for (var answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }
    worker.runOnce();

    assertThat(answers.stream().filter(answer -> answer.status() == 202)).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.status() == 422))
        .hasSize(7)
        .allSatisfy(refused -> assertRefused(refused, "WINDOW_CLOSED", "USED"));
    assertThat(channel.phone(customer).at("messages").size()).isEqualTo(1);
  }

  @Test
  void knowsNoRightToACommentItNeverHeardOf() {
    var channel = aFacebookChannel();

    var refused = channel.agentReplies("1_2", "Hello");

    assertRefused(refused, "NO_CONVERSATION", "UNKNOWN");
    assertThat(refused.at("verdict.window").isNull()).isTrue();
  }

  @Test
  void refusesTenSecondsBeforeTheEnd() {
    var channel = aFacebookChannel();
    var comment = channel.comments(aNewCustomer(), "{}");
    var other = channel.comments(aNewCustomer(), "{}");
    var closesAt = Instant.parse(channel.privateReply(comment).text("closesAt"));

    advance(Duration.between(now(), closesAt).minusSeconds(10).minusMillis(1));
    assertThat(channel.agentReplies(comment, "In time").status()).isEqualTo(202);

    advance(Duration.ofMillis(1));
    assertThat(channel.privateReply(other).text("state")).isEqualTo("OPEN");
    assertRefused(channel.agentReplies(other, "Too late"), "WINDOW_CLOSED", "EXPIRED");
  }

  @Test
  void refusesAReplyToARemovedComment() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var comment = channel.comments(customer, "{}");
    channel.removesComment(customer, comment);

    var refused = channel.agentReplies(comment, "Hello");

    assertRefused(refused, "WINDOW_CLOSED", "REMOVED");
  }

  @Test
  void decidesAgainBeforeItLeavesAndGivesTheRightBack() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var comment = channel.comments(customer, "{}");
    var accepted = channel.agentReplies(comment, "Hello");
    channel.removesComment(customer, comment);

    worker.runOnce();

    var rejected = channel.message(accepted.text("messageId"));
    assertThat(rejected.text("status")).isEqualTo("REJECTED");
    assertThat(rejected.text("verdict.violations.0.rule")).isEqualTo("WINDOW_CLOSED");
    assertThat(rejected.text("verdict.violations.0.facts.privateReply")).isEqualTo("REMOVED");
    assertThat(channel.phone(customer).at("messages").size()).isZero();
    assertThat(channel.privateReply(comment).text("state")).isEqualTo("REMOVED");
    assertThat(channel.privateReply(comment).text("usedBy")).isNull();
  }

  @Test
  void expiresInTheQueue() {
    var channel = aFacebookChannel();
    var comment = channel.comments(aNewCustomer(), "{}");
    var accepted = channel.agentReplies(comment, "Hello");
    advance(Duration.ofDays(7).minusSeconds(1));

    worker.runOnce();

    var rejected = channel.message(accepted.text("messageId"));
    assertThat(rejected.text("verdict.violations.0.facts.privateReply")).isEqualTo("EXPIRED");
  }

  @ParameterizedTest
  @CsvSource({
    "FACEBOOK,  ''", // not said is automation
    "FACEBOOK,  ',\"sender\":{\"type\":\"AUTOMATION\"}'",
    "INSTAGRAM, ''",
  })
  void onlyAHumanMay(String platform, String sender) {
    var channel = platform.equals("FACEBOOK") ? aFacebookChannel() : anInstagramChannel();
    var comment = channel.comments(aNewCustomer(), "{}");

    var refused =
        channel.reply(
            "/comments/" + comment, aNewIdempotencyKey(), "{'text':'hi'%s}".formatted(sender));

    assertRefused(refused, "AUTOMATED", "OPEN");
    assertThat(channel.privateReply(comment).text("state")).isEqualTo("OPEN");
  }

  @Test
  void doesNotLetAnAutomationCallItselfHuman() {
    var channel = aFacebookChannel();
    var comment = channel.comments(aNewCustomer(), "{}");

    var refused =
        apiAs("automation")
            .with("Idempotency-Key", aNewIdempotencyKey())
            .post(channel.path("/comments/" + comment + "/private-reply"), BODY);

    assertThat(refused.problem()).isEqualTo("forbidden");
  }

  @Test
  void reportsEveryReasonInTheCallersLanguage() {
    var channel = anInstagramChannel();
    var comment = channel.comments(aNewCustomer(), "{}");
    channel.agentReplies(comment, "Hello");
    api().put(channel.path("/hold"), "{'reason':'checking'}");

    var refused =
        api()
            .with("Accept-Language", "de")
            .with("Idempotency-Key", aNewIdempotencyKey())
            .post(
                channel.path("/comments/" + comment + "/private-reply"),
                "{'text':'%s',%s,'notAfter':'2026-09-01T00:00:00Z'}"
                    .formatted("ü".repeat(501), HUMAN));

    assertThat(refused.at("verdict.violations").findValuesAsString("rule"))
        .containsExactly("CHANNEL_ON_HOLD", "WINDOW_CLOSED", "EXPIRED", "TEXT_TOO_LONG");
    assertThat(refused.text("verdict.violations.1.message")).contains("schon privat beantwortet");
    assertThat(refused.text("verdict.window.state")).isEqualTo("NEVER_OPENED");
  }

  @Test
  void waitsWhileTheChannelIsOnHold() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var comment = channel.comments(customer, "{}");
    var accepted = channel.agentReplies(comment, "Hello");
    api().put(channel.path("/hold"), "{'reason':'checking'}");
    worker.runOnce();
    assertThat(channel.message(accepted.text("messageId")).text("status")).isEqualTo("QUEUED");

    api().delete(channel.path("/hold"));
    worker.runOnce();

    assertThat(channel.phone(customer).at("messages").size()).isEqualTo(1);
  }

  @Test
  void opensNoWindowAndAnswersWhatTheCustomerWrote() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");
    var comment = channel.comments(customer, "{}");
    advance(Duration.ofHours(25));
    var before = channel.window(customer);

    channel.agentReplies(comment, "Here");
    worker.runOnce();

    assertThat(channel.window(customer).body()).isEqualTo(before.body());
    var listed = api().get(channel.path("/conversations")).at("conversations.0");
    assertThat(listed.path("unansweredSince").isNull()).isTrue();
  }

  @Test
  void leavesAStrangersWindowUnopenedUntilTheAnswer() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var comment = channel.comments(customer, "{}");
    channel.agentReplies(comment, "Here");
    worker.runOnce();

    assertThat(channel.window(customer).text("state")).isEqualTo("NEVER_OPENED");
    assertThat(channel.agentSends(customer, "More").text("verdict.violations.0.rule"))
        .isEqualTo("NO_CONVERSATION");

    channel.customerWrites(customer, "Thanks");

    assertThat(channel.window(customer).text("state")).isEqualTo("STANDARD");
  }

  @Test
  void standsInTheCustomersListOnce() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var comment = channel.comments(customer, "{}");
    var accepted = channel.agentReplies(comment, "Here");
    worker.runOnce();
    awaitEcho(channel, accepted);

    var listed = api().get(channel.customerPath(customer, "/messages"));

    assertThat(listed.at("messages").size()).isEqualTo(1);
    assertThat(listed.text("messages.0.messageId")).isEqualTo(accepted.text("messageId"));
    assertThat(listed.text("messages.0.commentId")).isEqualTo(comment);
  }

  @Test
  void learnsFromMetaWhomItAnswered() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var comment = channel.comments(customer, "{'named':false}");

    var accepted = channel.agentReplies(comment, "Here");
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    assertThat(accepted.at("customerId").isNull()).isTrue();
    worker.runOnce();

    assertThat(channel.message(accepted.text("messageId")).text("customerId")).isEqualTo(customer);
    assertThat(api().get(channel.customerPath(customer, "/messages")).text("messages.0.messageId"))
        .isEqualTo(accepted.text("messageId"));
  }

  /// Meta's answer may name nobody; the echo does.
  @Test
  void learnsFromTheEchoWhomItAnswered() {
    var channel = aFacebookChannel();
    var comment = channel.comments(aNewCustomer(), "{'named':false}");
    var accepted = channel.agentReplies(comment, "Here");
    jdbc.sql(
            """
            update outbound_message set status = 'SENT', sent_at = created_at, meta_message_id = 'm_1'
            where channel_id = ?
            """)
        .param(UUID.fromString(channel.channelId()))
        .update();

    echo(channel, "7199", "m_1", null);

    assertThat(channel.message(accepted.text("messageId")).text("customerId")).isEqualTo("7199");
  }

  @Test
  void waitsForNobodyInAConversation() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");
    var comment = channel.comments(customer, "{}");
    channel.metaRefuses(2, "null");
    var waiting = channel.agentSends(customer, "First");
    worker.runOnce();
    assertThat(channel.message(waiting.text("messageId")).text("status")).isEqualTo("QUEUED");

    channel.agentReplies(comment, "Second");
    worker.runOnce();

    assertThat(channel.phone(customer).text("messages.0.text")).isEqualTo("Second");
  }

  @ParameterizedTest
  @CsvSource({
    "100, 2534025, INVALID_RECIPIENT,  USED", // Meta says the right is over
    "100, null,    INVALID_MESSAGE,    OPEN",
    "10,  2018278, WINDOW_CLOSED,      OPEN",
    "551, 1545041, PERSON_UNAVAILABLE, OPEN",
    "613, 2018338, POLICY,             OPEN",
    "200, null,    PERMISSION,         OPEN",
    "777, null,    UNKNOWN_CODE,       OPEN",
  })
  void givesTheRightBackUnlessMetaSaysItIsOver(
      int code, String subcode, String reason, String state) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");
    var comment = channel.comments(customer, "{}");
    var accepted = channel.agentReplies(comment, "Here");
    channel.metaRefuses(code, subcode);

    worker.runOnce();

    var failed = channel.message(accepted.text("messageId"));
    assertThat(failed.text("status")).isEqualTo("FAILED");
    assertThat(failed.text("failure.reason")).isEqualTo(reason);
    assertThat(channel.privateReply(comment).text("state")).isEqualTo(state);
    assertThat(channel.agentReplies(comment, "Again").status())
        .isEqualTo(state.equals("OPEN") ? 202 : 422);
    assertThat(channel.window(customer).text("state")).isEqualTo("STANDARD");
  }

  @Test
  void keepsTheRightWhileATransientFailureIsTriedAgain() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var comment = channel.comments(customer, "{}");
    var accepted = channel.agentReplies(comment, "Here");
    channel.metaRefuses(2, "null");
    worker.runOnce();
    assertThat(channel.privateReply(comment).text("usedBy")).isEqualTo(accepted.text("messageId"));

    advance(Duration.ofMinutes(1));
    worker.runOnce();

    assertThat(channel.message(accepted.text("messageId")).text("status")).isEqualTo("SENT");
    assertThat(channel.phone(customer).at("messages").size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsTheRightWhenNobodyKnowsWhetherItArrived(boolean delivered) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var comment = channel.comments(customer, "{}");
    var accepted = channel.agentReplies(comment, "Here");
    api()
        .post(
            "/sandbox/graph/faults",
            "{'kind':'RESET','delivered':%s,'accountId':'%s'}"
                .formatted(delivered, channel.accountId()));

    worker.runOnce();

    assertThat(channel.privateReply(comment).text("state")).isEqualTo("USED");
    assertRefused(channel.agentReplies(comment, "Again"), "WINDOW_CLOSED", "USED");
    if (delivered) {
      awaitEcho(channel, accepted);
    } else {
      assertThat(channel.message(accepted.text("messageId")).text("status")).isEqualTo("UNKNOWN");
    }
  }

  @Test
  void takesTheRightAgainWhenTheEchoProvesARefusalWrong() {
    var channel = aFacebookChannel();
    var comment = channel.comments("7188", "{}");
    var accepted = channel.agentReplies(comment, "Here");
    channel.metaRefuses(777, "null");
    worker.runOnce();
    assertThat(channel.privateReply(comment).text("state")).isEqualTo("OPEN");

    echo(channel, "7188", "m_9", "outbound:" + accepted.text("messageId"));

    assertThat(channel.message(accepted.text("messageId")).text("status")).isEqualTo("SENT");
    assertThat(channel.privateReply(comment).text("usedBy")).isEqualTo(accepted.text("messageId"));
  }

  /// No event tells the end of a broadcast, so the right looks open until Meta says otherwise.
  @Test
  void learnsFromMetaThatALiveCommentsBroadcastIsOver() {
    var channel = anInstagramChannel();
    var comment = channel.comments(aNewCustomer(), "{'live':true}");
    assertThat(channel.privateReply(comment).at("live").asBoolean()).isTrue();
    advance(Duration.ofHours(5));
    var accepted = channel.agentReplies(comment, "Here");

    worker.runOnce();

    var failed = channel.message(accepted.text("messageId"));
    assertThat(failed.at("failure.subcode").asInt()).isEqualTo(2534025);
    assertThat(channel.privateReply(comment).text("state")).isEqualTo("USED");
  }

  @Test
  void passesNoReplyToOn() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerActs(customer, "{'text':'Hello','messageId':'m_7'}");
    var comment = channel.comments(customer, "{}");

    var accepted =
        channel.reply(
            "/comments/" + comment,
            aNewIdempotencyKey(),
            "{'text':'Here','inReplyTo':'m_7'," + HUMAN + "}");
    worker.runOnce();

    assertThat(channel.message(accepted.text("messageId")).text("status")).isEqualTo("SENT");
  }

  private static void assertRefused(Answer refused, String rule, String state) {
    assertThat(refused.status()).as(refused.body()).isEqualTo(422);
    assertThat(refused.problem()).isEqualTo("message-rejected");
    assertThat(refused.at("verdict.violations").size()).isEqualTo(1);
    assertThat(refused.text("verdict.violations.0.rule")).isEqualTo(rule);
    assertThat(refused.text("verdict.violations.0.facts.privateReply")).isEqualTo(state);
  }

  private static void awaitEcho(TestChannel channel, Answer accepted) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            "SENT".equals(channel.message(accepted.text("messageId")).text("status"))
                && channel.message(accepted.text("messageId")).text("deliveredAt") != null);
  }

  private void echo(TestChannel channel, String customer, String mid, String metadata) {
    var item =
        "{'sender':{'id':'%s'},'recipient':{'id':'%s'},'timestamp':%d,'message':{'mid':'%s','is_echo':true,'text':'Here'%s}}"
            .formatted(
                channel.accountId(),
                customer,
                now().toEpochMilli(),
                mid,
                metadata == null ? "" : ",'metadata':'%s'".formatted(metadata));
    assertThat(
            new MetaWebhook(baseUrl()).post(MetaWebhook.page(channel.accountId(), item)).status())
        .isEqualTo(200);
  }
}
