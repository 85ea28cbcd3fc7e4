package dev.messagingwindow.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.testing.ServiceTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class OutboxRetentionTest extends ServiceTest {

  @Autowired private OutboxRetention retention;

  @AfterEach
  void asConfigured() {
    api().put("/api/v1/retention", "{}");
  }

  @ParameterizedTest
  @CsvSource({
    "SENT, 404",
    "FAILED, 404",
    "REJECTED, 404",
    "QUEUED, 200", // it may still be sent
    "UNKNOWN, 200", // its echo may still come
  })
  void forgetsAMessageAfterThirtyDaysWhenItIsSettled(String status, int answer) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Where is my parcel?");
    var message = channel.agentSends(customer, "On its way.").text("messageId");
    jdbc.sql("update outbound_message set status = ? where message_id = ?")
        .params(status, UUID.fromString(message))
        .update();
    advance(Duration.ofDays(30).minusMillis(1));
    retention.run();
    assertThat(channel.message(message).status()).isEqualTo(200);

    advance(Duration.ofMillis(1));
    retention.run();

    assertThat(channel.message(message).status()).isEqualTo(answer);
  }

  @Test
  void keepsAMessageAsLongAsItsIdempotencyKey() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Where is my parcel?");
    api().put("/api/v1/retention", "{'outbound':'P7D','idempotencyKeys':'P9D'}");
    var body = "{'text':'On its way.'}";
    var first = channel.send(customer, "one", body);
    jdbc.sql("update outbound_message set status = 'SENT' where message_id = ?")
        .params(UUID.fromString(first.text("messageId")))
        .update();
    advance(Duration.ofDays(8));

    retention.run();

    assertThat(channel.send(customer, "one", body).body()).isEqualTo(first.body());
  }
}
