package dev.messagingwindow.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class IdempotencyTest extends ServiceTest {

  private static final String TOO_LONG = "{'text':'%s'}".formatted("x".repeat(2001));

  private final ExecutorService connections = Executors.newCachedThreadPool();
  @Autowired private TransactionTemplate transaction;
  @Autowired private IdempotencyRetention retention;

  @AfterEach
  void close() {
    connections.close();
  }

  @Test
  void letsASecondRequestWaitForTheFirstThatIsInFlight() throws Exception {
    var channel = aFacebookChannel();
    var customer = aCustomerOf(channel);
    var key = aNewIdempotencyKey();

    var requests =
        whileFirstIsHeldUp(
            channel, customer, key, "{'text':'hi'}", "{'text':'hi'}", "{'text':'other'}");

    var first = requests.get(0).get();
    assertThat(first.status()).isEqualTo(202);
    assertThat(requests.get(1).get().body()).isEqualTo(first.body());
    assertThat(requests.get(1).get().headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(requests.get(2).get().problem()).isEqualTo("idempotency-key-reused");
    assertThat(channel.api().get(channel.customerPath(customer, "/messages")).at("messages"))
        .hasSize(2);
  }

  @Test
  void letsTheSecondRequestHaveTheKeyWhenTheFirstWasRefused() throws Exception {
    var channel = aFacebookChannel();
    var customer = aCustomerOf(channel);

    var requests =
        whileFirstIsHeldUp(channel, customer, aNewIdempotencyKey(), TOO_LONG, "{'text':'hi'}");

    assertThat(requests.get(0).get().problem()).isEqualTo("message-rejected");
    assertThat(requests.get(1).get().status()).isEqualTo(202);
  }

  @Test
  void keepsTheKeysOfChannelsApart() {
    var one = aFacebookChannel();
    var other = aFacebookChannel();
    var key = aNewIdempotencyKey();

    var first = one.send(aCustomerOf(one), key, "{'text':'hi'}");
    var second = other.send(aCustomerOf(other), key, "{'text':'another'}");

    assertThat(first.status()).isEqualTo(202);
    assertThat(second.status()).isEqualTo(202);
  }

  @Test
  void removesKeysAfterSevenDays() {
    var channel = aFacebookChannel();
    channel.send(aCustomerOf(channel), aNewIdempotencyKey(), "{'text':'hi'}");
    advance(Duration.ofDays(7).minusMillis(1));
    channel.send(aCustomerOf(channel), aNewIdempotencyKey(), "{'text':'hi'}");

    retention.run();
    assertThat(keysOf(channel)).isEqualTo(2);
    advance(Duration.ofMillis(1));
    retention.run();
    assertThat(keysOf(channel)).isEqualTo(1);
  }

  /// The first request has the key and cannot go on when the others come.
  private List<Future<Answer>> whileFirstIsHeldUp(
      TestChannel channel, String customer, String key, String... bodies) {
    var requests = new ArrayList<Future<Answer>>();
    transaction.executeWithoutResult(_ -> {
      jdbc.sql("select 1 from conversation where channel_id = ? and customer_id = ? for update")
          .params(UUID.fromString(channel.channelId()), customer)
          .query(Integer.class)
          .single();
      for (var body : bodies) {
        requests.add(connections.submit(() -> channel.send(customer, key, body)));
        await().until(() -> waitingForLocks() == requests.size());
      }
    });
    return requests;
  }

  private int waitingForLocks() {
    return jdbc.sql(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)
        .query(Integer.class)
        .single();
  }

  private int keysOf(TestChannel channel) {
    return jdbc.sql("select count(*) from idempotency_key where channel_id = ?")
        .param(UUID.fromString(channel.channelId()))
        .query(Integer.class)
        .single();
  }

  private String aCustomerOf(TestChannel channel) {
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    return customer;
  }
}
