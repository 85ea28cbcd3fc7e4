package dev.messagingwindow.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class ParkedTest extends ServiceTest {

  private static final Duration STUCK = Duration.ofMinutes(15);

  @Autowired private OutboxWorker worker;
  @Autowired private Outbox outbox;
  @Autowired private ParkedStore store;
  @Autowired private MeterRegistry registry;

  private TestChannel channel;
  private String customer;

  @BeforeEach
  void connect() {
    channel = aFacebookChannel();
    customer = aNewCustomer();
    channel.customerWrites(customer, "Where is my parcel?");
  }

  @AfterEach
  void clearFaults() {
    api().delete("/sandbox/graph/faults");
  }

  @Test
  void listsAMessageThatMetaMayHave() {
    var messageId = anUnknown();

    var listed = parked();

    assertThat(listed.at("parked")).hasSize(1);
    assertThat(listed.text("parked.0.messageId")).isEqualTo(messageId);
    assertThat(listed.text("parked.0.channelId")).isEqualTo(channel.channelId());
    assertThat(listed.text("parked.0.status")).isEqualTo("UNKNOWN");
    assertThat(listed.text("parked.0.why")).isEqualTo("NO_ANSWER");
    assertThat(listed.at("parked.0.mayHaveLeft").asBoolean()).isTrue();
    assertThat(listed.at("parked.0.attempts").asInt()).isEqualTo(1);
    assertThat(listed.text("parked.0.failure.reason")).isEqualTo("NO_ANSWER");
    assertThat(listed.text("parked.0.queuedAt")).isEqualTo("2026-09-25T18:00:00.000Z");
    assertThat(listed.body()).doesNotContain(customer).doesNotContain("on its way");
  }

  @Test
  void listsAQueuedMessageOnceItIsStuck() {
    send();

    advance(STUCK.minusMillis(1));
    assertThat(parked().at("parked")).isEmpty();
    advance(Duration.ofMillis(1));
    assertThat(parked().at("parked")).hasSize(1);
  }

  @Test
  void saysWhatKeepsAQueuedMessage() {
    var first = send();
    send();
    advance(STUCK);
    assertThat(parked().text("parked.0.why")).isEqualTo("WAITING");
    assertThat(parked().text("parked.1.why")).isEqualTo("BEHIND_ANOTHER");
    assertThat(parked().text("parked.1.behind")).isEqualTo(first);

    api().put(channel.path("/hold"), "{'reason':'a complaint'}");
    assertThat(parked().text("parked.0.why")).isEqualTo("CHANNEL_ON_HOLD");

    api().delete(channel.path("/hold"));
    channel.metaRefuses(190, "null");
    worker.runOnce();
    assertThat(parked().text("parked.0.why")).isEqualTo("CHANNEL_RECONNECT_REQUIRED");
    assertThat(parked().at("parked.0.mayHaveLeft").asBoolean()).isFalse();
  }

  @Test
  void saysWhenAMessageIsTriedAgainAndWhatMetaLastSaid() {
    send();
    advance(STUCK);
    channel.metaRefuses(2, "null");
    worker.runOnce();

    var listed = parked();
    assertThat(listed.text("parked.0.why")).isEqualTo("RETRYING");
    assertThat(Instant.parse(listed.text("parked.0.nextAttemptAt"))).isAfter(now());
    assertThat(listed.at("parked.0.attempts").asInt()).isEqualTo(1);
    assertThat(listed.at("parked.0.mayHaveLeft").asBoolean()).isFalse();
    assertThat(listed.at("parked.0.failure").toString())
        .isEqualTo("{\"code\":2,\"subcode\":null,\"reason\":\"META_UNAVAILABLE\"}");
  }

  @Test
  void saysThatAChannelIsThrottled() {
    send();
    send();
    advance(STUCK);
    channel.metaRefuses(613, "null");
    worker.runOnce();

    var listed = parked();
    assertThat(listed.text("parked.0.why")).isEqualTo("THROTTLED");
    assertThat(listed.text("parked.1.why")).isEqualTo("THROTTLED");
    assertThat(listed.text("parked.0.failure.reason")).isEqualTo("RATE");
    assertThat(listed.at("parked.1.failure").isNull()).isTrue();
  }

  @Test
  void sendsARequeuedMessageOnce() {
    var messageId = anUnknown();
    assertThat(phone()).isZero();

    var requeued = act("requeue", messageId, "{'reason':'the shop asked'}");
    assertThat(requeued.status()).as(requeued.body()).isEqualTo(200);
    assertThat(requeued.text("status")).isEqualTo("QUEUED");
    assertThat(requeued.text("messageId")).isEqualTo(messageId);
    assertThat(parked().at("parked")).isEmpty();
    worker.runOnce();
    worker.runOnce();

    assertThat(status(messageId)).isEqualTo("SENT");
    assertThat(phone()).isEqualTo(1);
    assertThat(act("requeue", messageId, "{}").problem()).isEqualTo("message-not-found");
  }

  @Test
  void decidesAgainOverARequeuedMessage() {
    var messageId = anUnknown();
    advance(Duration.ofHours(25));

    act("requeue", messageId, "{}");
    worker.runOnce();

    assertThat(status(messageId)).isEqualTo("REJECTED");
    assertThat(phone()).isZero();
  }

  @Test
  void doesNotSendARequeuedMessageWhoseEchoComesFirst() {
    var messageId = anUnknown();
    act("requeue", messageId, "{}");

    echo(messageId);
    worker.runOnce();

    assertThat(status(messageId)).isEqualTo("SENT");
    assertThat(phone()).isZero();
  }

  @Test
  void triesAStuckMessageAtOnceWhenItIsRequeued() {
    var messageId = send();
    advance(STUCK);
    channel.metaRefuses(2, "null");
    worker.runOnce();
    assertThat(worker.runOnce()).isZero();

    assertThat(act("requeue", messageId, "{}").status()).isEqualTo(200);

    worker.runOnce();
    assertThat(status(messageId)).isEqualTo("SENT");
  }

  @Test
  void failsAMessageThatIsGivenUpUntilItsEchoComes() {
    var messageId = anUnknown();

    var givenUp = act("give-up", messageId, "{'reason':'too late'}");

    assertThat(givenUp.status()).as(givenUp.body()).isEqualTo(200);
    assertThat(givenUp.text("status")).isEqualTo("FAILED");
    assertThat(channel.message(messageId).text("failure.reason")).isEqualTo("GIVEN_UP");
    assertThat(parked().at("parked")).isEmpty();
    worker.runOnce();
    assertThat(phone()).isZero();
    assertThat(act("give-up", messageId, "{}").problem()).isEqualTo("message-not-found");

    echo(messageId);
    assertThat(status(messageId)).isEqualTo("SENT");
    assertThat(channel.message(messageId).at("failure").isNull()).isTrue();
  }

  @Test
  void letsTheNextMessageOfAConversationGoWhenTheFirstIsGivenUp() {
    var first = send();
    var second = send();
    advance(STUCK);

    act("give-up", first, "{}");
    worker.runOnce();

    assertThat(status(first)).isEqualTo("FAILED");
    assertThat(status(second)).isEqualTo("SENT");
    assertThat(phone()).isEqualTo(1);
  }

  @Test
  void givesTheRightToAPrivateReplyBackOnlyWhenMetaCertainlyHasNone() {
    var stuck = aPrivateReply();
    advance(STUCK);
    act("give-up", stuck.messageId(), "{}");
    assertThat(channel.privateReply(stuck.commentId()).text("state")).isEqualTo("OPEN");

    var unknown = aPrivateReply();
    reset();
    worker.runOnce();
    assertThat(status(unknown.messageId())).isEqualTo("UNKNOWN");
    act("requeue", unknown.messageId(), "{}");
    advance(STUCK);
    assertThat(parked().at("parked.0.mayHaveLeft").asBoolean()).isTrue();
    act("give-up", unknown.messageId(), "{}");
    assertThat(status(unknown.messageId())).isEqualTo("FAILED");
    assertThat(channel.privateReply(unknown.commentId()).text("state")).isEqualTo("USED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"requeue", "give-up"})
  void leavesAMessageAloneThatAWorkerHolds(String action) {
    var messageId = send();
    advance(STUCK);
    var claimed = outbox.claim(ChannelId.valueOf(channel.channelId()), now(), 20);
    assertThat(claimed).hasSize(1);

    assertThat(parked().at("parked")).isEmpty();
    assertThat(act(action, messageId, "{}").problem()).isEqualTo("message-not-found");

    outbox.release(claimed.getFirst(), now());
    assertThat(act(action, messageId, "{}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"requeue", "give-up"})
  void leavesAMessageAloneThatIsNotStuck(String action) {
    var messageId = send();

    assertThat(act(action, messageId, "{}").problem()).isEqualTo("message-not-found");

    worker.runOnce();
    assertThat(status(messageId)).isEqualTo("SENT");
  }

  @Test
  void recordsWhoDidWhatAndWhy() {
    var messageId = anUnknown();
    act("requeue", messageId, "{'reason':'the shop asked'}");
    advance(STUCK);
    api().post("/api/v1/parked/" + messageId + "/give-up", "");

    var recorded = api().get("/api/v1/decisions?kind=ADMIN&messageId=" + messageId);
    assertThat(recorded.at("decisions")).hasSize(2);
    assertThat(recorded.text("decisions.0.admin.action")).isEqualTo("GIVEN_UP");
    assertThat(recorded.at("decisions.0.admin.reason").isNull()).isTrue();
    assertThat(recorded.text("decisions.1.admin.action")).isEqualTo("REQUEUED");
    assertThat(recorded.text("decisions.1.admin.reason")).isEqualTo("the shop asked");
    assertThat(recorded.text("decisions.1.keyName")).isEqualTo("sandbox");
    assertThat(recorded.text("decisions.1.channelId")).isEqualTo(channel.channelId());
    assertThat(recorded.text("decisions.1.conversationId")).matches("[0-9a-f-]{36}");
  }

  @Test
  void listsPageByPageInOrderOfAcceptance() {
    var first = send();
    var second = send();
    var third = send();
    advance(STUCK);

    var page = list("&limit=2");
    var next = list("&limit=2&cursor=" + page.text("nextCursor"));

    assertThat(page.text("parked.0.messageId")).isEqualTo(first);
    assertThat(page.text("parked.1.messageId")).isEqualTo(second);
    assertThat(next.text("parked.0.messageId")).isEqualTo(third);
    assertThat(next.at("nextCursor").isNull()).isTrue();
    assertThat(api().get("/api/v1/parked?cursor=x").text("errors.0.field")).isEqualTo("cursor");
    assertThat(api().get("/api/v1/parked?limit=501").text("errors.0.field")).isEqualTo("limit");
  }

  @Test
  void refusesAReasonOfMoreThanTwoHundredCharacters() {
    var messageId = anUnknown();

    var refused = act("give-up", messageId, "{'reason':'%s'}".formatted("x".repeat(201)));

    assertThat(refused.problem()).isEqualTo("invalid-request");
    assertThat(refused.text("errors.0.field")).isEqualTo("reason");
    assertThat(act("give-up", messageId, "{'reason':'%s'}".formatted("x".repeat(200))).status())
        .isEqualTo(200);
  }

  @Test
  void hidesWhatIsOutOfReachOfAKey() {
    var messageId = anUnknown();
    var made =
        api()
            .post(
                "/api/v1/keys",
                "{'name':'limited','roles':['ops'],'channelIds':['%s']}"
                    .formatted(aFacebookChannel().channelId()));
    var limited = Api.at(baseUrl()).withKey(made.text("key"));

    assertThat(limited.get("/api/v1/parked").at("parked")).isEmpty();
    assertThat(limited.get("/api/v1/parked?channelId=" + channel.channelId()).problem())
        .isEqualTo("channel-not-found");
    for (var action : new String[] {"requeue", "give-up"}) {
      var hidden = limited.post("/api/v1/parked/" + messageId + "/" + action, "{}");
      assertThat(hidden.status()).isEqualTo(404);
      assertThat(hidden.body())
          .isEqualTo(
              limited.post("/api/v1/parked/" + UUID.randomUUID() + "/" + action, "{}").body());
    }
    assertThat(status(messageId)).isEqualTo("UNKNOWN");
  }

  @Test
  void countsWhatIsParkedAndHowLongTheOldestWaits() {
    var wall = new AtomicReference<>(Instant.EPOCH);
    var meters = new SimpleMeterRegistry();
    var metrics = new ParkedMetrics(store, meters, clock, wall::get);
    var before = gauge(meters, "unknown");
    anUnknown();
    send();
    advance(STUCK);

    wall.set(Instant.EPOCH.plus(Duration.ofMillis(29_999)));
    assertThat(gauge(meters, "unknown")).as("not asked again yet").isEqualTo(before);
    wall.set(Instant.EPOCH.plusSeconds(30));
    assertThat(gauge(meters, "unknown")).isEqualTo(before + 1);
    assertThat(gauge(meters, "stuck")).isGreaterThanOrEqualTo(1);
    assertThat(meters.get("messaging.outbox.oldest.queued").timeGauge().value(TimeUnit.SECONDS))
        .isGreaterThanOrEqualTo(STUCK.toSeconds());
    // a time gauge holds what it asks only weakly
    Reference.reachabilityFence(metrics);
  }

  @Test
  void offersItsMeters() {
    assertThat(gauge(registry, "unknown")).isNotNegative();
    assertThat(gauge(registry, "stuck")).isNotNegative();
  }

  private static double gauge(MeterRegistry meters, String kind) {
    return meters.get("messaging.outbox.parked").tag("kind", kind).gauge().value();
  }

  private String send() {
    var accepted = channel.agentSends(customer, "It is on its way.");
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    return accepted.text("messageId");
  }

  private String anUnknown() {
    var messageId = send();
    reset();
    worker.runOnce();
    assertThat(status(messageId)).isEqualTo("UNKNOWN");
    return messageId;
  }

  /// The next call to Meta gets no answer, and the message does not arrive.
  private void reset() {
    var answer =
        api()
            .post(
                "/sandbox/graph/faults",
                "{'kind':'RESET','delivered':false,'accountId':'%s'}"
                    .formatted(channel.accountId()));
    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
  }

  private record Reply(String messageId, String commentId) {}

  private Reply aPrivateReply() {
    var commentId = channel.comments(aNewCustomer(), "{'text':'How much is it?'}");
    var accepted = channel.agentReplies(commentId, "It is 20 EUR.");
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    return new Reply(accepted.text("messageId"), commentId);
  }

  private void echo(String messageId) {
    var answer =
        new MetaWebhook(baseUrl())
            .post(
                MetaWebhook.page(
                    channel.accountId(),
                    "{'sender':{'id':'%s'},'recipient':{'id':'%s'},'timestamp':%d,'message':{'is_echo':true,'mid':'m_%s','metadata':'outbound:%s','text':'hi'}}"
                        .formatted(
                            channel.accountId(),
                            customer,
                            now().toEpochMilli(),
                            messageId,
                            messageId)));
    assertThat(answer.status()).isEqualTo(200);
  }

  private Answer act(String action, String messageId, String body) {
    return api().post("/api/v1/parked/" + messageId + "/" + action, body);
  }

  private Answer parked() {
    return list("");
  }

  private Answer list(String more) {
    var answer = api().get("/api/v1/parked?channelId=" + channel.channelId() + more);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private String status(String messageId) {
    return channel.message(messageId).text("status");
  }

  private int phone() {
    return channel.phone(customer).at("messages").size();
  }
}
