package dev.messagingwindow.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.outbox.OutboxWorker;
import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// What Meta does to an account or a conversation that broke its rules, and how it ends.
class PolicyEnforcementTest extends ServiceTest {

  private static final String WARNING = "80_policy_enforcement_warning";
  private static final String BLOCK = "81_policy_enforcement_block";
  private static final String UNBLOCK = "82_policy_enforcement_unblock";
  private static final String AT = "2026-09-21T14:13:20.123Z";
  private static final long SAMPLE_TIME = 1790000000123L;

  private static final String HUMAN = "{'text':'hi','sender':{'type':'HUMAN','agentId':'a-17'}}";

  @Autowired private OutboxWorker worker;

  @AfterEach
  void clearFaults() {
    api().delete("/sandbox/graph/faults");
  }

  @ParameterizedTest
  @CsvSource({
    "81_policy_enforcement_block,                    The bot violated our Platform Policies. Common",
    "83_policy_enforcement_legacy_hyphen_key,        The bot violated our Platform Policies. (legacy",
  })
  void holdsAChannelThatMetaBlockedUntilMetaUnblocksIt(String file, String reason) {
    var channel = aFacebookChannel();

    sample(channel, file, SAMPLE_TIME);

    var held = channel(channel);
    assertThat(held.text("status")).isEqualTo("ON_HOLD");
    assertThat(held.text("hold.source")).isEqualTo("META");
    assertThat(held.text("hold.reason")).startsWith(reason);
    assertThat(held.text("hold.heldAt")).isEqualTo(AT);
    assertThat(held.at("warnings").size()).isZero();

    sample(channel, UNBLOCK, SAMPLE_TIME + 1);

    assertThat(channel(channel).text("status")).isEqualTo("CONNECTED");
    assertThat(channel(channel).text("hold")).isNull();
  }

  @Test
  void sendsNothingOnAHoldOfMetas() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    var waiting = channel.agentSends(customer, "hi");
    sample(channel, BLOCK, SAMPLE_TIME);

    worker.runOnce();

    assertThat(channel.message(waiting.text("messageId")).text("status")).isEqualTo("QUEUED");
    assertThat(channel.check(customer, HUMAN).text("violations.0.rule"))
        .isEqualTo("CHANNEL_ON_HOLD");
    sample(channel, UNBLOCK, SAMPLE_TIME + 1);
    worker.runOnce();
    assertThat(channel.message(waiting.text("messageId")).text("status")).isEqualTo("SENT");
  }

  @Test
  void keepsTheHoldWhenAnOlderUnblockComesLate() {
    var channel = aFacebookChannel();
    sample(channel, BLOCK, SAMPLE_TIME);

    sample(channel, UNBLOCK, SAMPLE_TIME - 1);

    assertThat(channel(channel).text("status")).isEqualTo("ON_HOLD");
  }

  @Test
  void doesNotHoldWhenAnOlderBlockComesLate() {
    var channel = aFacebookChannel();
    sample(channel, UNBLOCK, SAMPLE_TIME);

    sample(channel, BLOCK, SAMPLE_TIME - 1);

    assertThat(channel(channel).text("status")).isEqualTo("CONNECTED");
  }

  @Test
  void takesTheOrderOfTheBodyWithinOneMillisecond() {
    var channel = aFacebookChannel();
    var item = "{'recipient':{'id':'1'},'timestamp':%d,'policy_enforcement':{'action':'%s'}}";

    post(
        channel,
        item.formatted(SAMPLE_TIME, "block") + "," + item.formatted(SAMPLE_TIME, "unblock"));
    assertThat(channel(channel).text("status")).isEqualTo("CONNECTED");

    post(
        channel,
        item.formatted(SAMPLE_TIME + 1, "unblock")
            + ","
            + item.formatted(SAMPLE_TIME + 1, "block"));
    assertThat(channel(channel).text("status")).isEqualTo("ON_HOLD");
    assertThat(channel(channel).text("hold.reason")).isEqualTo("Meta blocked the account");
  }

  @Test
  void doesNotHoldAgainByARepeatedBlock() {
    var channel = aFacebookChannel();
    sample(channel, BLOCK, SAMPLE_TIME);
    assertThat(api().delete(channel.path("/hold")).text("status")).isEqualTo("CONNECTED");

    sample(channel, BLOCK, SAMPLE_TIME);

    assertThat(channel(channel).text("status")).isEqualTo("CONNECTED");
  }

  @Test
  void neverLiftsAnAdminsHoldByMetasUnblock() {
    var channel = aFacebookChannel();
    api().put(channel.path("/hold"), "{'reason':'legal'}");

    sample(channel, BLOCK, SAMPLE_TIME);
    sample(channel, UNBLOCK, SAMPLE_TIME + 1);

    assertThat(channel(channel).text("status")).isEqualTo("ON_HOLD");
    assertThat(channel(channel).text("hold.source")).isEqualTo("ADMIN");
    assertThat(channel(channel).text("hold.reason")).isEqualTo("legal");
  }

  @Test
  void takesAHoldOverThatAnAdminConfirms() {
    var channel = aFacebookChannel();
    sample(channel, BLOCK, SAMPLE_TIME);
    api().put(channel.path("/hold"), "{'reason':'we look into it'}");

    sample(channel, UNBLOCK, SAMPLE_TIME + 1);

    assertThat(channel(channel).text("hold.source")).isEqualTo("ADMIN");
  }

  @Test
  void liftsAHoldThatARefusedSendBrought() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    channel.metaRefuses(368, "null");
    channel.agentSends(customer, "hi");
    worker.runOnce();
    assertThat(channel(channel).text("hold.source")).isEqualTo("META");

    sample(channel, UNBLOCK, now().toEpochMilli() - 1);
    assertThat(channel(channel).text("status")).isEqualTo("ON_HOLD");
    sample(channel, UNBLOCK, now().toEpochMilli());
    assertThat(channel(channel).text("status")).isEqualTo("CONNECTED");
  }

  @Test
  void keepsHoldAndWarningsOfADisconnectedChannel() {
    var channel = aFacebookChannel();
    sample(channel, WARNING, SAMPLE_TIME);
    api().delete(channel.path(""));
    sample(channel, WARNING, SAMPLE_TIME + 1);
    sample(channel, BLOCK, SAMPLE_TIME + 2);

    connect("FACEBOOK", channel.accountId(), true);

    assertThat(channel(channel).text("status")).isEqualTo("ON_HOLD");
    assertThat(channel(channel).text("hold.source")).isEqualTo("META");
    assertThat(channel(channel).at("warnings").size()).isEqualTo(2);
  }

  @Test
  void keepsNothingOfAStrangeAccount() {
    var before = warnings();

    var answer = new MetaWebhook(baseUrl()).post(sample(WARNING, "999", SAMPLE_TIME));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(warnings()).isEqualTo(before);
  }

  @Test
  void showsAWarningOnceUntilItIsAcknowledged() {
    var channel = aFacebookChannel();

    sample(channel, WARNING, SAMPLE_TIME);
    sample(channel, WARNING, SAMPLE_TIME);

    var warned = channel(channel);
    assertThat(warned.text("status")).isEqualTo("CONNECTED");
    assertThat(warned.at("warnings").size()).isEqualTo(1);
    var warning = warned.at("warnings.0");
    assertThat(warning.toString())
        .isEqualTo(
            """
            {"warningId":"%s","kind":"POLICY_WARNING",\
            "reason":"Your Page used message tags outside of the approved use cases.",\
            "warnedAt":"%s"}\
            """
                .formatted(UUID.fromString(warning.path("warningId").asString()), AT));
    assertThat(api().get("/api/v1/channels?accountId=" + channel.accountId()).at("channels.0"))
        .isEqualTo(warned.json());

    var acknowledged = api().send("POST", channel.path("/acknowledgements"), null);

    assertThat(acknowledged.status()).as(acknowledged.body()).isEqualTo(200);
    assertThat(acknowledged.json()).isEqualTo(channel(channel).json());
    assertThat(acknowledged.at("warnings").size()).isZero();
    sample(channel, WARNING, SAMPLE_TIME);
    assertThat(channel(channel).at("warnings").size()).isZero();
  }

  @Test
  void showsTheOldestWarningFirst() {
    var channel = aFacebookChannel();

    sample(channel, WARNING, SAMPLE_TIME);
    sample(channel, WARNING, SAMPLE_TIME - 1);

    assertThat(channel(channel).text("warnings.0.warnedAt")).isEqualTo("2026-09-21T14:13:20.122Z");
    assertThat(channel(channel).text("warnings.1.warnedAt")).isEqualTo(AT);
  }

  @Test
  void countsAWarningOnceThatComesOnManyConnectionsAtTheSameMoment() throws Exception {
    var channel = aFacebookChannel();
    var start = new CyclicBarrier(8);
    Callable<Integer> post =
        () -> {
          start.await();
          return new MetaWebhook(baseUrl())
              .post(sample(WARNING, channel.accountId(), SAMPLE_TIME))
              .status();
        };

    try (var threads = Executors.newFixedThreadPool(8)) {
      var posts = IntStream.range(0, 8).mapToObj(_ -> threads.submit(post)).toList();
      for (var answer : posts) {
        assertThat(answer.get()).isEqualTo(200);
      }
    }

    assertThat(channel(channel).at("warnings").size()).isEqualTo(1);
  }

  @Test
  void suspendsTaggedMessagesOfAWarnedChannelUntilAnAcknowledgement() {
    var channel = aFacebookChannelWithExtendedWindow();
    var waiting = aNewCustomer();
    var quick = aNewCustomer();
    channel.customerWrites(waiting, "hello");
    advance(Duration.ofHours(25));
    channel.customerWrites(quick, "hello");
    var queued = channel.agentSends(waiting, "hi");
    assertThat(queued.text("label.tag")).isEqualTo("HUMAN_AGENT");
    sample(channel, WARNING, SAMPLE_TIME);

    assertSuspended(channel, waiting, AT);
    worker.runOnce();
    var rejected = channel.message(queued.text("messageId"));
    assertThat(rejected.text("status")).isEqualTo("REJECTED");
    assertThat(rejected.text("verdict.violations.0.rule")).isEqualTo("HUMAN_AGENT_SUSPENDED");
    assertThat(channel.phone(waiting).at("messages").size()).isZero();
    assertThat(channel.window(quick).at("allowed.human").asBoolean()).isTrue();
    var response = channel.agentSends(quick, "hi");
    worker.runOnce();
    assertThat(channel.message(response.text("messageId")).text("status")).isEqualTo("SENT");

    api().post(channel.path("/acknowledgements"), "{}");

    assertGoes(channel, waiting);
  }

  @Test
  void suspendsTaggedMessagesToAPersonWhenMetaRefusedOneWithAWarning() {
    var channel = aFacebookChannelWithExtendedWindow();
    var bothered = aNewCustomer();
    var other = aNewCustomer();
    channel.customerWrites(bothered, "hello");
    channel.customerWrites(other, "hello");
    advance(Duration.ofHours(25));

    refuseWithAWarning(channel, bothered);

    var warnedAt = channel.window(other).text("serverTime");
    assertSuspended(channel, bothered, warnedAt);
    assertThat(channel.check(other, HUMAN).text("outcome")).isEqualTo("ALLOWED");
    assertThat(channel(channel).text("status")).isEqualTo("CONNECTED");
    assertThat(channel(channel).at("warnings").size()).isZero();
    assertThat(listed(channel, bothered).at("/allowed/human").asBoolean()).isFalse();
    assertThat(listed(channel, other).at("/allowed/human").asBoolean()).isTrue();

    channel.customerWrites(bothered, "still there?");
    assertThat(channel.window(bothered).at("allowed.human").asBoolean()).isTrue();
    assertThat(channel.agentSends(bothered, "yes").status()).isEqualTo(202);
    worker.runOnce();
    advance(Duration.ofHours(25));
    assertSuspended(channel, bothered, warnedAt);

    api().post(channel.path("/acknowledgements"), "{}");

    assertGoes(channel, bothered);
  }

  @Test
  void acknowledgesOneConversationAlone() {
    var channel = aFacebookChannelWithExtendedWindow();
    var one = aNewCustomer();
    var other = aNewCustomer();
    channel.customerWrites(one, "hello");
    channel.customerWrites(other, "hello");
    advance(Duration.ofHours(25));
    refuseWithAWarning(channel, one);
    refuseWithAWarning(channel, other);

    var acknowledged =
        api().post(channel.path("/acknowledgements"), "{'customerId':'%s'}".formatted(one));

    assertThat(acknowledged.status()).isEqualTo(200);
    assertGoes(channel, one);
    assertThat(channel.check(other, HUMAN).text("violations.0.rule"))
        .isEqualTo("HUMAN_AGENT_SUSPENDED");
    sample(channel, WARNING, SAMPLE_TIME);
    api().post(channel.path("/acknowledgements"), "{'customerId':'%s'}".formatted(other));
    assertThat(channel(channel).at("warnings").size()).isEqualTo(1);
    assertSuspended(channel, other, AT);
  }

  @Test
  void acknowledgesNothingOfAnotherChannel() {
    var warned = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();
    warned.customerWrites(customer, "hello");
    advance(Duration.ofHours(25));
    refuseWithAWarning(warned, customer);
    sample(warned, WARNING, SAMPLE_TIME);

    api().post(aFacebookChannel().path("/acknowledgements"), "{}");

    assertThat(channel(warned).at("warnings").size()).isEqualTo(1);
    assertThat(
            jdbc.sql(
                    "select human_agent_suspended_at is not null from conversation where customer_id = ?")
                .param(customer)
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void keepsAHoldWhenAWarningIsAcknowledged() {
    var channel = aFacebookChannel();
    sample(channel, BLOCK, SAMPLE_TIME);

    var acknowledged = api().post(channel.path("/acknowledgements"), "{}");

    assertThat(acknowledged.text("status")).isEqualTo("ON_HOLD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'customerId':'a b'}", "{'customerId':''}", "{'warning':'x'}", "[]"})
  void refusesANonsenseAcknowledgement(String body) {
    var refused = api().post(aFacebookChannel().path("/acknowledgements"), body);

    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("invalid-request");
  }

  @Test
  void keepsAReasonToOneLineOfAtMost500Characters() {
    var channel = aFacebookChannel();

    post(
        channel,
        "{'recipient':{'id':'1'},'timestamp':%d,'policy_enforcement':{'action':'block','reason':' a\\n\\u202e\\u0000b %s'}}"
            .formatted(SAMPLE_TIME, "\uD83D\uDE00".repeat(600)));

    var reason = channel(channel).text("hold.reason");
    assertThat(reason).startsWith("a \uFFFDb \uD83D\uDE00").endsWith("\uD83D\uDE00");
    assertThat(reason.codePointCount(0, reason.length())).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'policy_enforcement':{'action':'applaud'}",
        "'policy_enforcement':{'reason':'x'}",
        "'policy_enforcement':'block'",
        "'policy_enforcement':{'action':['block']}",
      })
  void ignoresWhatItDoesNotKnow(String enforcement) {
    var channel = aFacebookChannel();

    post(channel, "{'recipient':{'id':'1'},'timestamp':%d,%s}".formatted(SAMPLE_TIME, enforcement));

    assertThat(channel(channel).text("status")).isEqualTo("CONNECTED");
    assertThat(channel(channel).at("warnings").size()).isZero();
  }

  @Test
  void marksAnAdminsHold() {
    var channel = aFacebookChannel();

    var held = api().put(channel.path("/hold"), "{'reason':'legal'}");

    assertThat(held.text("hold.source")).isEqualTo("ADMIN");
  }

  private void refuseWithAWarning(TestChannel channel, String customer) {
    channel.metaRefuses(613, "2018338");
    var accepted = channel.agentSends(customer, "hi");
    worker.runOnce();
    var failed = channel.message(accepted.text("messageId"));
    assertThat(failed.text("status")).isEqualTo("FAILED");
    assertThat(failed.text("failure.reason")).isEqualTo("POLICY");
  }

  private void assertSuspended(TestChannel channel, String customer, String since) {
    var checked = channel.check(customer, HUMAN);
    assertThat(checked.text("outcome")).isEqualTo("REJECTED");
    assertThat(checked.at("violations").size()).isEqualTo(1);
    assertThat(checked.text("violations.0.rule")).isEqualTo("HUMAN_AGENT_SUSPENDED");
    assertThat(checked.text("violations.0.facts.suspendedSince")).isEqualTo(since);
    assertThat(checked.at("window.allowed.human").asBoolean()).isFalse();
    var sent = channel.agentSends(customer, "hi");
    assertThat(sent.status()).isEqualTo(422);
    assertThat(sent.text("verdict.violations.0.rule")).isEqualTo("HUMAN_AGENT_SUSPENDED");
    var window = channel.window(customer);
    assertThat(window.text("state")).isEqualTo("HUMAN_AGENT");
    assertThat(window.at("allowed.human").asBoolean()).isFalse();
  }

  private void assertGoes(TestChannel channel, String customer) {
    assertThat(channel.window(customer).at("allowed.human").asBoolean()).isTrue();
    assertThat(channel.check(customer, HUMAN).text("outcome")).isEqualTo("ALLOWED");
    var accepted = channel.agentSends(customer, "hi");
    worker.runOnce();
    var sent = channel.message(accepted.text("messageId"));
    assertThat(sent.text("status")).isEqualTo("SENT");
    assertThat(sent.text("label.tag")).isEqualTo("HUMAN_AGENT");
  }

  private JsonNode listed(TestChannel channel, String customer) {
    for (var conversation :
        api().get(channel.path("/conversations?state=HUMAN_AGENT")).at("conversations")) {
      if (conversation.path("customerId").asString().equals(customer)) {
        return conversation;
      }
    }
    throw new AssertionError("not listed");
  }

  private Answer channel(TestChannel channel) {
    return api().get(channel.path(""));
  }

  private void sample(TestChannel channel, String file, long time) {
    var answer = new MetaWebhook(baseUrl()).post(sample(file, channel.accountId(), time));
    assertThat(answer.status()).isEqualTo(200);
  }

  /// A sample payload, of this account and at this time.
  private static String sample(String file, String accountId, long time) {
    try (var stream =
        PolicyEnforcementTest.class.getResourceAsStream("/payloads/messenger/" + file + ".json")) {
      return new String(stream.readAllBytes(), UTF_8)
          .replace("410000000000001", accountId)
          .replace(Long.toString(SAMPLE_TIME), Long.toString(time));
    } catch (IOException e) {
      throw new IllegalStateException(file, e);
    }
  }

  private void post(TestChannel channel, String items) {
    var answer = new MetaWebhook(baseUrl()).post(MetaWebhook.page(channel.accountId(), items));
    assertThat(answer.status()).isEqualTo(200);
  }

  private long warnings() {
    return jdbc.sql("select count(*) from channel_warning").query(Long.class).single();
  }
}
