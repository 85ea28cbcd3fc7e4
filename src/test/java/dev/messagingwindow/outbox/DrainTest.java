package dev.messagingwindow.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.sql.SqlInstants;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// Ten thousand messages of fifty channels, one of which Meta throttles.
///
/// The stand-in for Meta shares cores and connections with the worker, so both get patience; our
/// own send rate would count seconds.
@TestPropertySource(
    properties = {
      "messaging.outbox.claim-size=4",
      "messaging.outbox.lease=10m",
      "messaging.meta.read-timeout=60s",
      "messaging.meta.send-rate=1000000",
      "spring.datasource.hikari.connection-timeout=30000"
    })
class DrainTest extends ServiceTest {

  private static final int CHANNELS = 50;
  private static final int CUSTOMERS = 20;
  private static final int MESSAGES_OF_EACH = 10;
  private static final int MESSAGES = CUSTOMERS * MESSAGES_OF_EACH;
  private static final int PAUSE_MINUTES = 30;

  @Autowired private OutboxWorker worker;

  @AfterEach
  void clearFaults() {
    api().delete("/sandbox/graph/faults");
  }

  @Test
  void drainsTheOthersAsIfOneChannelWereNotThrottled() {
    var alone = aFacebookChannel();
    var channels = IntStream.range(0, CHANNELS).mapToObj(_ -> aFacebookChannel()).toList();
    var throttled = channels.get(CHANNELS / 2);
    var others = channels.stream().filter(channel -> channel != throttled).toList();
    queueMessages(List.of(alone));
    var rounds = roundsUntilSent(List.of(alone));
    queueMessages(channels);
    throttle(throttled);

    assertThat(roundsUntilSent(others)).isEqualTo(rounds);

    assertThat(count(others, "SENT")).isEqualTo(others.size() * MESSAGES);
    assertThat(count(List.of(throttled), "QUEUED")).isEqualTo(MESSAGES);
    var calls = calls(throttled);
    assertThat(calls).isEqualTo(1);
    advanceRealTime(Duration.ofMinutes(PAUSE_MINUTES / 2));
    worker.runOnce();
    assertThat(calls(throttled)).isEqualTo(calls);

    advanceRealTime(Duration.ofMinutes(PAUSE_MINUTES / 2));
    worker.runOnce();
    worker.runOnce();
    var callsAgain = calls(throttled) - calls;
    assertThat(callsAgain).isEqualTo(1);

    api().delete("/sandbox/graph/faults");
    advanceRealTime(Duration.ofMinutes(PAUSE_MINUTES));
    roundsUntilSent(List.of(throttled));

    assertThat(calls(throttled)).isEqualTo(calls + callsAgain + MESSAGES);
    assertThat(conversationsInOrderOnPhones(channels)).isEqualTo(CHANNELS * CUSTOMERS);
  }

  /// Until it has waited for so long.
  private void throttle(TestChannel channel) {
    var usage =
        "{\\\"%s\\\":[{\\\"type\\\":\\\"messenger\\\",\\\"call_count\\\":100,\\\"estimated_time_to_regain_access\\\":%d}]}"
            .formatted(channel.accountId(), PAUSE_MINUTES);
    var added =
        api()
            .post(
                "/sandbox/graph/faults",
                "{'kind':'ERROR','code':613,'times':100000,'headers':{'X-Business-Use-Case-Usage':'%s'},'accountId':'%s'}"
                    .formatted(usage, channel.accountId()));
    assertThat(added.status()).as(added.body()).isEqualTo(204);
  }

  private int roundsUntilSent(List<TestChannel> channels) {
    var rounds = 0;
    while (count(channels, "QUEUED") > 0) {
      assertThat(rounds).as("rounds").isLessThan(MESSAGES);
      worker.runOnce();
      rounds++;
    }
    return rounds;
  }

  private int count(List<TestChannel> channels, String status) {
    return jdbc.sql(
            "select count(*) from outbound_message where channel_id = any(?) and status = ?")
        .params(ids(channels), status)
        .query(Integer.class)
        .single();
  }

  /// How often Meta was called.
  private int calls(TestChannel channel) {
    return jdbc.sql("select sum(attempts) from outbound_message where channel_id = any(?)")
        .param(ids(List.of(channel)))
        .query(Integer.class)
        .single();
  }

  /// In how many conversations each message came once, in the order of acceptance.
  private int conversationsInOrderOnPhones(List<TestChannel> channels) {
    return jdbc.sql(
            """
            select count(*) from (
              select array_agg(text order by id) as arrived from sandbox.phone_message
              where account_id = any(?) group by account_id, customer_id) phones
            where arrived = (select array_agg('Answer ' || n order by n) from generate_series(1, ?) n)
            """)
        .param(channels.stream().map(TestChannel::accountId).toArray(String[]::new))
        .param(MESSAGES_OF_EACH)
        .query(Integer.class)
        .single();
  }

  /// As if they had been accepted now, without a request for each. The stand-in sends no echoes.
  private void queueMessages(List<TestChannel> channels) {
    jdbc.sql(
            """
            with new_customer as (
              select channel_id, account_id, '7' || account_id || n as customer_id
              from channel cross join generate_series(1, :customers) n where channel_id = any(:channels)),
            known as (
              insert into conversation
                (channel_id, customer_id, conversation_id, opened_at, opened_by, last_message_at, updated_at, updated_on)
              select channel_id, customer_id, gen_random_uuid(), :now, 'MESSAGE', :now, :now, :day from new_customer),
            known_to_meta as (
              insert into sandbox.customer (account_id, customer_id, opened_at, last_message_at, updated_at)
              select account_id, customer_id, :now, :now, :now from new_customer),
            unsubscribed as (
              update sandbox.account set subscribed = false
              where account_id in (select account_id from new_customer))
            insert into outbound_message
              (channel_id, message_id, customer_id, ordinal, text, sender_type, key_name, status, accepted_label, label, due_at, created_at)
            select channel_id, gen_random_uuid(), customer_id, n, 'Answer ' || n, 'AUTOMATION', 'test', 'QUEUED', 'RESPONSE', 'RESPONSE', :now, :now
            from new_customer cross join generate_series(1, :messages) n
            """)
        .param("channels", ids(channels))
        .param("customers", CUSTOMERS)
        .param("messages", MESSAGES_OF_EACH)
        .param("now", SqlInstants.bind(now()))
        .param("day", SqlInstants.day(now()))
        .update();
    // so much at once is more than the planner knows of
    jdbc.sql("analyze outbound_message, conversation").update();
  }

  private static UUID[] ids(List<TestChannel> channels) {
    return channels.stream()
        .map(channel -> UUID.fromString(channel.channelId()))
        .toArray(UUID[]::new);
  }
}
