package dev.messagingwindow.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.test.context.TestPropertySource;

/// What a worker leaves behind that stops at any point, and what another makes of it.
@TestPropertySource(properties = "messaging.meta.read-timeout=50s")
class LostWorkerTest extends ServiceTest {

  private static final Duration LEASE = Duration.ofSeconds(60);

  @Autowired private Outbox outbox;
  @Autowired private AutowireCapableBeanFactory beans;
  private OutboxWorker one;
  private OutboxWorker other;

  @BeforeEach
  void startTwoWorkers() {
    one = beans.createBean(OutboxWorker.class);
    other = beans.createBean(OutboxWorker.class);
  }

  @AfterEach
  void clearFaults() {
    api().delete("/sandbox/graph/faults");
  }

  @Test
  void sendsOnceWhatWasClaimedAndNeverOnItsWay() {
    var channel = aFacebookChannel();
    var customer = aCustomerOf(channel);
    var message = accepted(channel, customer, "hi");
    claim(channel);

    assertThat(other.runOnce()).isZero();
    advanceRealTime(LEASE.dividedBy(2));
    assertThat(other.runOnce()).isZero();
    advanceRealTime(LEASE.dividedBy(2));
    assertThat(other.runOnce()).isEqualTo(1);

    assertThat(status(channel, message)).isEqualTo("SENT");
    assertThat(channel.message(message).at("attempts").asInt()).isEqualTo(1);
    assertThat(channel.phone(customer).at("messages")).hasSize(1);
  }

  @Test
  void neverSendsWhatMayHaveBeenOnItsWay() {
    var channel = aFacebookChannel();
    var customer = aCustomerOf(channel);
    var message = accepted(channel, customer, "hi");
    var behind = accepted(channel, customer, "still there?");
    outbox.dispatch(claim(channel), Login.FACEBOOK, Label.RESPONSE);

    assertThat(other.runOnce()).isZero();
    advanceRealTime(LEASE);
    other.runOnce();
    other.runOnce();

    var unknown = channel.message(message);
    assertThat(unknown.text("status")).isEqualTo("UNKNOWN");
    assertThat(unknown.text("failure.reason")).isEqualTo("NO_ANSWER");
    assertThat(unknown.at("attempts").asInt()).isEqualTo(1);
    assertThat(status(channel, behind)).isEqualTo("SENT");
    assertThat(channel.phone(customer).at("messages").findValuesAsString("text"))
        .containsExactly("still there?");
  }

  @ParameterizedTest
  @CsvSource({
    "FACEBOOK,  true,  1, SENT", // by its echo
    "INSTAGRAM, true,  1, SENT", // whose echo has its text
    "FACEBOOK,  false, 0, UNKNOWN",
    "INSTAGRAM, false, 0, UNKNOWN",
  })
  void leavesWhatMetaNeverAnsweredToTheEcho(
      String platform, boolean delivered, int phones, String status) throws InterruptedException {
    var channel = platform.equals("FACEBOOK") ? aFacebookChannel() : anInstagramChannel();
    var customer = aCustomerOf(channel);
    hangs(channel, delivered);
    var message = accepted(channel, customer, "hi");
    var inItsCall = Thread.startVirtualThread(one::runOnce);
    await().until(() -> channel.message(message).at("attempts").asInt() == 1);
    await().until(() -> channel.phone(customer).at("messages").size() == phones);

    advanceRealTime(LEASE);
    other.runOnce();
    await().until(() -> status(channel, message).equals(status));
    // late news of the call change nothing
    api().delete("/sandbox/graph/faults");
    inItsCall.join();
    other.runOnce();

    assertThat(status(channel, message)).isEqualTo(status);
    assertThat(channel.message(message).at("attempts").asInt()).isEqualTo(1);
    assertThat(channel.phone(customer).at("messages")).hasSize(phones);
  }

  @Test
  void doesNotSendOnceItsLeaseIsOver() {
    var channel = aFacebookChannel();
    var message = accepted(channel, aCustomerOf(channel), "hi");
    var paused = claim(channel);
    advanceRealTime(LEASE);

    assertThat(outbox.dispatch(paused, Login.FACEBOOK, Label.RESPONSE)).isFalse();
    other.runOnce();
    assertThat(outbox.dispatch(paused, Login.FACEBOOK, Label.RESPONSE)).isFalse();

    assertThat(status(channel, message)).isEqualTo("SENT");
  }

  @Test
  void finishesWhatIsOnItsWayAndLeavesTheRestToOthersWhenItStops() throws InterruptedException {
    var channel = aFacebookChannel();
    hangs(channel, false);
    var customers = IntStream.range(0, 10).mapToObj(_ -> aCustomerOf(channel)).toList();
    var messages = customers.stream().map(customer -> accepted(channel, customer, "hi")).toList();
    one.start();
    await().until(() -> attempts(channel) == 1);

    var stopping = Thread.startVirtualThread(one::stop);
    await()
        .atMost(LEASE.dividedBy(2))
        .untilAsserted(() -> {
          other.runOnce();
          assertThat(attempts(channel)).isEqualTo(messages.size());
        });

    assertThat(stopping.isAlive()).isTrue();
    assertThat(statuses(channel, messages)).containsOnlyOnce("QUEUED").contains("SENT");
    api().delete("/sandbox/graph/faults");
    stopping.join();
    assertThat(statuses(channel, messages)).containsOnlyOnce("UNKNOWN").doesNotContain("QUEUED");
  }

  @Test
  void sharesTheQueueWithAnotherWorker() throws InterruptedException {
    var channels = IntStream.range(0, 3).mapToObj(_ -> aFacebookChannel()).toList();
    var customer = aNewCustomer();
    channels.forEach(channel -> {
      channel.customerWrites(customer, "hello");
      IntStream.range(0, 5).forEach(number -> accepted(channel, customer, "Answer " + number));
    });

    var first = Thread.startVirtualThread(() -> drain(one));
    var second = Thread.startVirtualThread(() -> drain(other));
    first.join();
    second.join();

    assertThat(channels)
        .allSatisfy(channel ->
            assertThat(channel.phone(customer).at("messages").findValuesAsString("text"))
                .containsExactly("Answer 0", "Answer 1", "Answer 2", "Answer 3", "Answer 4"));
  }

  /// Meta does not answer the next call.
  private void hangs(TestChannel channel, boolean delivered) {
    var added =
        api()
            .post(
                "/sandbox/graph/faults",
                "{'kind':'HANG','delivered':%s,'accountId':'%s'}"
                    .formatted(delivered, channel.accountId()));
    assertThat(added.status()).isEqualTo(204);
  }

  /// Calls of Meta.
  private int attempts(TestChannel channel) {
    return jdbc.sql("select sum(attempts) from outbound_message where channel_id = ?")
        .param(UUID.fromString(channel.channelId()))
        .query(Integer.class)
        .single();
  }

  private static List<String> statuses(TestChannel channel, List<String> messageIds) {
    return messageIds.stream().map(messageId -> status(channel, messageId)).toList();
  }

  private static void drain(OutboxWorker worker) {
    while (worker.runOnce() > 0) {}
  }

  private Outbox.Claimed claim(TestChannel channel) {
    var claimed =
        outbox.claim(new ChannelId(UUID.fromString(channel.channelId())), clock.instant(), 20);
    assertThat(claimed).hasSize(1);
    return claimed.getFirst();
  }

  private static String accepted(TestChannel channel, String customer, String text) {
    return channel.agentSends(customer, text).text("messageId");
  }

  private String aCustomerOf(TestChannel channel) {
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    return customer;
  }

  private static String status(TestChannel channel, String messageId) {
    return channel.message(messageId).text("status");
  }
}
