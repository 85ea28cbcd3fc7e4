package dev.messagingwindow.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.meta.GraphAccount;
import dev.messagingwindow.meta.SendRates;
import dev.messagingwindow.meta.Throttle;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.Platform;
import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class PauseTest extends ServiceTest {

  private static final Duration MOMENT = Duration.ofMinutes(2);

  @Autowired private OutboxWorker worker;
  @Autowired private Outbox outbox;
  @Autowired private Pauses pauses;
  @Autowired private SendRates rates;
  @Autowired private TransactionTemplate transaction;

  @AfterEach
  void endFaultsAndPauses() {
    api().delete("/sandbox/graph/faults");
    advanceRealTime(Duration.ofHours(13));
  }

  @Test
  void waitsInRealTimeAsLongAsMetaSaysAndKeepsTheOrder() {
    var channel = aFacebookChannel();
    var messages = queue(channel, 3);
    throttle(channel, 80006, 7);
    worker.runOnce();
    assertThat(calls(messages)).containsExactly(1, 0, 0);

    // the clock that rules windows says nothing about Meta's limits
    advance(Duration.ofMinutes(10));
    advanceRealTime(Duration.ofMinutes(7).minus(MOMENT));
    worker.runOnce();
    assertThat(calls(messages)).containsExactly(1, 0, 0);
    advanceRealTime(MOMENT);
    worker.runOnce();

    assertThat(statuses(messages)).containsOnly("SENT");
    assertThat(calls(messages)).containsExactly(2, 1, 1);
    // those of other customers go side by side
    assertThat(byDispatch(channel).getFirst()).isEqualTo(ids(messages).getFirst());
  }

  @Test
  void sendsForTheOthersWhileOneChannelWaits() {
    var throttled = aFacebookChannel();
    var others = List.of(aFacebookChannel(), anInstagramChannel());
    var waiting = queue(throttled, 30);
    throttle(throttled, 613, 5);
    worker.runOnce();
    var sent = new ArrayList<Message>();
    others.forEach(channel -> sent.addAll(queue(channel, 2)));

    worker.runOnce();

    assertThat(statuses(sent)).containsOnly("SENT");
    assertThat(statuses(waiting)).containsOnly("QUEUED");
    assertThat(calls(waiting).stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
  }

  @Test
  void keepsTheQueuesPlacesOfWhatItThrottles() {
    var channel = aFacebookChannel();
    queue(channel, 1);
    var dueAt = dueAt(channel);
    throttle(channel, 613, 5);
    advance(Duration.ofMinutes(1));

    worker.runOnce();

    assertThat(dueAt(channel)).isEqualTo(dueAt);
  }

  @Test
  void looksAtNothingThatIsQueuedForAChannelThatWaits() {
    var throttled = aFacebookChannel();
    var other = aFacebookChannel();
    queue(other, 1);
    queue(throttled, 1);
    pauses.pause(
        ChannelId.valueOf(throttled.channelId()),
        Login.FACEBOOK,
        new Throttle(Throttle.Scope.CHANNEL, Duration.ofHours(1)));
    copy(throttled, 10_000);

    var rowsRead =
        transaction.execute(_ -> {
          assertThat(outbox.channelsWithDueMessages(now()))
              .extracting(ChannelId::toString)
              .contains(other.channelId())
              .doesNotContain(throttled.channelId());
          return jdbc.sql(
                  """
                  select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'outbound_message'
                  """)
              .query(Long.class)
              .single();
        });

    jdbc.sql("delete from outbound_message where channel_id = ?")
        .param(UUID.fromString(throttled.channelId()))
        .update();
    // those that other tests left; none of the ten thousand but the first
    assertThat(rowsRead).isBetween(1L, 1_000L);
  }

  @ParameterizedTest
  @CsvSource({"4", "341"})
  void pausesAllChannelsOfTheLoginWhenMetaThrottlesTheApp(int code) {
    var page = aFacebookChannel();
    var shop = anInstagramChannel();
    var first = queue(page, 1);
    api()
        .post(
            "/sandbox/graph/faults",
            "{'kind':'ERROR','code':%d,'headers':{'Retry-After':'90'},'accountId':'%s'}"
                .formatted(code, page.accountId()));
    worker.runOnce();
    var onAnotherPage = queue(aFacebookChannel(), 1);
    var onInstagram = queue(shop, 1);

    worker.runOnce();

    assertThat(statuses(first)).containsOnly("QUEUED");
    assertThat(statuses(onAnotherPage)).containsOnly("QUEUED");
    assertThat(calls(onAnotherPage)).containsOnly(0);
    assertThat(statuses(onInstagram)).containsOnly("SENT");
    advanceRealTime(Duration.ofSeconds(90));
    worker.runOnce();
    assertThat(statuses(first)).containsOnly("SENT");
    assertThat(statuses(onAnotherPage)).containsOnly("SENT");
  }

  @Test
  void pausesWhenAnAcceptedMessageUsedTheAccountUp() {
    var channel = aFacebookChannel();
    var messages = queue(channel, 2);
    fault(channel, "'kind':'USAGE'", usage(channel, 3));

    worker.runOnce();

    assertThat(statuses(messages)).containsExactly("SENT", "QUEUED");
    assertThat(calls(messages)).containsExactly(1, 0);
    advanceRealTime(Duration.ofMinutes(3));
    worker.runOnce();
    assertThat(statuses(messages)).containsOnly("SENT");
  }

  @Test
  void neverGivesUpOnAMessageThatMetaOnlyThrottles() {
    var channel = aFacebookChannel();
    var message = queue(channel, 1);
    for (var round = 0; round < 20; round++) {
      throttle(channel, 613, 1);
      worker.runOnce();
      advanceRealTime(Duration.ofMinutes(1));
    }
    assertThat(statuses(message)).containsOnly("QUEUED");

    worker.runOnce();

    assertThat(statuses(message)).containsOnly("SENT");
    assertThat(calls(message)).containsExactly(21);
  }

  @Test
  void neverShortensAPause() {
    var channel = aFacebookChannel();
    var messages = queue(channel, 1);
    var channelId = ChannelId.valueOf(channel.channelId());
    pauses.pause(
        channelId, Login.FACEBOOK, new Throttle(Throttle.Scope.CHANNEL, Duration.ofMinutes(9)));
    pauses.pace(channelId, Duration.ofMillis(100));

    advanceRealTime(Duration.ofMinutes(9).minus(MOMENT));
    worker.runOnce();

    assertThat(statuses(messages)).containsOnly("QUEUED");
    advanceRealTime(MOMENT);
    worker.runOnce();
    assertThat(statuses(messages)).containsOnly("SENT");
  }

  @ParameterizedTest
  @CsvSource({"CHANNEL", "APP"})
  void stopsAMessageThatIsClaimedWhenAnotherInstanceIsTold(Throttle.Scope scope) {
    var channel = aFacebookChannel();
    queue(channel, 1);
    var channelId = ChannelId.valueOf(channel.channelId());
    var claimed = outbox.claim(channelId, now(), 20).getFirst();
    pauses.pause(channelId, Login.FACEBOOK, new Throttle(scope, Duration.ofMinutes(1)));

    assertThat(outbox.dispatch(claimed, Login.FACEBOOK, Label.RESPONSE)).isFalse();

    advanceRealTime(Duration.ofMinutes(1));
    outbox.putBack(claimed);
    var again = outbox.claim(channelId, now(), 20).getFirst();
    assertThat(outbox.dispatch(again, Login.FACEBOOK, Label.RESPONSE)).isTrue();
  }

  @Test
  void tellsAtOnceWhatWaitsOnADisconnectedChannelThatItsChannelIsGone() {
    var channel = aFacebookChannel();
    var messages = queue(channel, 1);
    throttle(channel, 613, 60);
    worker.runOnce();
    api().delete(channel.path(""));

    worker.runOnce();

    assertThat(statuses(messages)).containsOnly("REJECTED");
  }

  @Test
  void letsTextsPassWhenAnHoursPrivateRepliesAreSpent() {
    var channel = aFacebookChannel();
    var account =
        new GraphAccount(
            Platform.FACEBOOK, Login.FACEBOOK, new AccountId(channel.accountId()), null, "any");
    while (rates.take(account, SendRates.Kind.PRIVATE_REPLY).isZero()) {
      // until they are
    }
    var customer = aNewCustomer();
    var reply = channel.agentReplies(channel.comments(customer, "{}"), "Here");
    var text = queue(channel, 1);

    worker.runOnce();

    assertThat(statuses(text)).containsOnly("SENT");
    var waiting = channel.message(reply.text("messageId"));
    assertThat(waiting.text("status")).isEqualTo("QUEUED");
    assertThat(waiting.at("attempts").asInt()).isZero();
  }

  @Test
  void servesTheChannelThatWaitedLongestFirst() {
    var channels = IntStream.range(0, 4).mapToObj(_ -> aFacebookChannel()).toList().reversed();
    for (var channel : channels) {
      queue(channel, 2);
      advance(Duration.ofSeconds(1));
    }

    var due = outbox.channelsWithDueMessages(now());

    assertThat(due)
        .filteredOn(id -> channels.stream().anyMatch(it -> it.channelId().equals(id.toString())))
        .extracting(ChannelId::toString)
        .containsExactlyElementsOf(channels.stream().map(TestChannel::channelId).toList());
  }

  private List<Message> queue(TestChannel channel, int messages) {
    return IntStream.range(0, messages)
        .mapToObj(_ -> {
          var customer = aNewCustomer();
          channel.customerWrites(customer, "hello");
          var accepted = channel.agentSends(customer, "hi");
          assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
          advance(Duration.ofMillis(1));
          return new Message(channel, accepted.text("messageId"));
        })
        .toList();
  }

  /// Queues the channel's one message again, for as many other customers.
  private void copy(TestChannel channel, int messages) {
    jdbc.sql(
            """
            insert into outbound_message (channel_id, message_id, customer_id, ordinal, text, sender_type, agent_id, key_name,
              status, accepted_label, label, due_at, created_at)
            select channel_id, gen_random_uuid(), customer_id || '-' || number, 1, text, sender_type, agent_id, key_name,
              status, accepted_label, label, due_at, created_at
            from outbound_message, generate_series(1, ?) number where channel_id = ?
            """)
        .params(messages, UUID.fromString(channel.channelId()))
        .update();
    jdbc.sql("analyze outbound_message").update();
  }

  private Instant dueAt(TestChannel channel) {
    return jdbc.sql("select due_at from outbound_message where channel_id = ?")
        .param(UUID.fromString(channel.channelId()))
        .query((row, _) -> row.getTimestamp("due_at").toInstant())
        .single();
  }

  /// The next send of the channel's account is refused.
  private void throttle(TestChannel channel, int code, int minutes) {
    fault(channel, "'kind':'ERROR','code':" + code, usage(channel, minutes));
  }

  private static String usage(TestChannel channel, int minutes) {
    return "{\\\"%s\\\":[{\\\"type\\\":\\\"messenger\\\",\\\"call_count\\\":100,\\\"estimated_time_to_regain_access\\\":%d}]}"
        .formatted(channel.accountId(), minutes);
  }

  private void fault(TestChannel channel, String what, String usage) {
    var added =
        api()
            .post(
                "/sandbox/graph/faults",
                "{%s,'headers':{'X-Business-Use-Case-Usage':'%s'},'accountId':'%s'}"
                    .formatted(what, usage, channel.accountId()));
    assertThat(added.status()).as(added.body()).isEqualTo(204);
  }

  private static List<String> ids(List<Message> messages) {
    return messages.stream().map(Message::messageId).toList();
  }

  private static List<String> statuses(List<Message> messages) {
    return messages.stream().map(message -> message.get().text("status")).toList();
  }

  private static List<Integer> calls(List<Message> messages) {
    return messages.stream().map(message -> message.get().at("attempts").asInt()).toList();
  }

  private List<String> byDispatch(TestChannel channel) {
    return jdbc.sql(
            "select message_id from outbound_message where channel_id = ? order by dispatched_at")
        .param(UUID.fromString(channel.channelId()))
        .query((row, _) -> row.getString("message_id"))
        .list();
  }

  private record Message(TestChannel channel, String messageId) {

    Answer get() {
      return channel.message(messageId);
    }
  }
}
