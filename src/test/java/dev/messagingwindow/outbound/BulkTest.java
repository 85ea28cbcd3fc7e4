package dev.messagingwindow.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One person, nearly one text, many customers.
class BulkTest extends ServiceTest {

  private static final String ANSWER =
      "Hello Anna, your parcel has left our warehouse in Hamburg this morning. The carrier expects"
          + " to bring it on Monday, so it is late by three days: we are sorry about that.";
  private static final String SERVICE_TURN = "Sorry, we were closed. I am looking into it now.";

  private TestChannel channel;
  private String customer;
  private String question;

  @BeforeEach
  void aCustomerAskedADayAgo() {
    channel = aFacebookChannelWithExtendedWindow();
    customer = aNewCustomer();
    question = channel.customerWrites(customer, "Where is my parcel?");
    advance(Duration.ofHours(30));
  }

  @Test
  void asksAboveFiftyCustomersAndRefusesAboveFiveHundred() {
    reach(49);
    assertThat(sends("a-17", ANSWER).status()).isEqualTo(202);

    reach(50);
    var asked = sends("a-17", ANSWER.replace("Anna", "Dmitri"));
    assertThat(asked.status()).as(asked.body()).isEqualTo(409);
    assertThat(asked.text("verdict.violations.0.rule")).isEqualTo("AUTOMATED");
    assertThat(asked.text("verdict.violations.0.severity")).isEqualTo("CONFIRM");
    assertThat(asked.at("verdict.violations.0.facts.count").asInt()).isEqualTo(51);
    assertThat(asked.text("verdict.violations.0.message")).contains("51 customers");
    assertThat(confirms(asked, ANSWER.replace("Anna", "Dmitri")).status()).isEqualTo(202);

    reach(500);
    var refused = sends("a-17", ANSWER);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.at("verdict.violations.0.facts.count").asInt()).isEqualTo(501);
  }

  @Test
  void countsByPerson() {
    reach(600);

    assertThat(sends("a-18", ANSWER).status()).isEqualTo(202);
    assertThat(sends("a-17", ANSWER).status()).isEqualTo(422);
  }

  @Test
  void neverCountsShortServiceTurns() {
    sends("a-17", SERVICE_TURN);
    assertThat(counted()).isZero();

    reach(600);
    assertThat(sends("a-17", SERVICE_TURN).status()).isEqualTo(202);
  }

  @Test
  void countsCustomersAndNotMessages() {
    sends("a-17", ANSWER);
    sends("a-17", ANSWER);
    sends("a-17", ANSWER.replace("Anna", "Dmitri"));
    assertThat(counted()).isEqualTo(1);

    reach(49);
    assertThat(sends("a-17", ANSWER).status()).isEqualTo(202);
  }

  @Test
  void countsSendsAndNotChecksOrRefusals() {
    var body = "{'text':'%s','sender':{'type':'HUMAN','agentId':'a-17'}}".formatted(ANSWER);

    channel.check(customer, body);
    channel.api().put(channel.path("/hold"), "{'reason':'pause'}");
    assertThat(sends("a-17", ANSWER).status()).isEqualTo(422);
    channel.api().delete(channel.path("/hold"));
    assertThat(counted()).isZero();

    reach(50);
    assertThat(channel.check(customer, body).text("outcome")).isEqualTo("CONFIRMATION_REQUIRED");
    assertThat(counted()).isEqualTo(50);
  }

  @Test
  void countsNothingInTheStandardWindow() {
    channel.customerWrites(customer, "And now?");

    sends("a-17", ANSWER);
    assertThat(counted()).isZero();

    reach(600);
    assertThat(sends("a-17", ANSWER).status()).isEqualTo(202);
  }

  @Test
  void countsOtherTextsByThemselves() {
    reach(600);

    var other =
        "We took the charge back this morning. Your bank expects to book the 20 EUR for the parcel"
            + " within three days, and we are sorry that you had to ask for it more than once.";

    assertThat(sends("a-17", other).status()).isEqualTo(202);
  }

  @Test
  void looksTenMinutesBack() {
    reach(50);
    advance(Duration.ofMinutes(10).minusMillis(1));
    assertThat(sends("a-17", ANSWER).status()).isEqualTo(409);

    advance(Duration.ofMillis(1));
    assertThat(sends("a-17", ANSWER).status()).isEqualTo(202);
  }

  @Test
  void keepsNeitherTextNorCustomer() {
    sends("a-17", ANSWER);

    assertThat(
            jdbc.sql("select row_to_json(b)::text from bulk_send b where channel_id = ?")
                .param(UUID.fromString(channel.channelId()))
                .query(String.class)
                .single())
        .doesNotContain("parcel")
        .doesNotContain(customer);
  }

  /// This person wrote nearly the same to as many others; one real send shows how it is kept.
  private void reach(int customers) {
    jdbc.sql("delete from bulk_send where channel_id = ?")
        .param(UUID.fromString(channel.channelId()))
        .update();
    var other = aNewCustomer();
    channel.customerActs(
        other,
        "{'text':'Where is my parcel?','sentAt':'%s'}"
            .formatted(now().minus(Duration.ofHours(30))));
    var sent =
        channel.send(
            other,
            aNewIdempotencyKey(),
            "{'text':'%s','sender':{'type':'HUMAN','agentId':'a-17'}}".formatted(ANSWER));
    assertThat(sent.status()).as(sent.body()).isEqualTo(202);
    assertThat(counted()).isEqualTo(1);
    jdbc.sql(
            """
            insert into bulk_send (channel_id, agent_id, customer_hash, sketch, sent_at)
            select channel_id, agent_id, gen_random_uuid(), sketch, sent_at
            from bulk_send, generate_series(2, ?) where channel_id = ?
            """)
        .params(customers, UUID.fromString(channel.channelId()))
        .update();
  }

  private int counted() {
    return jdbc.sql("select count(distinct customer_hash) from bulk_send where channel_id = ?")
        .param(UUID.fromString(channel.channelId()))
        .query(Integer.class)
        .single();
  }

  private Answer sends(String agentId, String text) {
    return channel.send(
        customer,
        aNewIdempotencyKey(),
        "{'text':'%s','sender':{'type':'HUMAN','agentId':'%s'}}".formatted(text, agentId));
  }

  private Answer confirms(Answer asked, String text) {
    return channel.send(
        customer,
        aNewIdempotencyKey(),
        "{'text':'%s','sender':{'type':'HUMAN','agentId':'a-17'},'confirmation':{'token':'%s','answersMessageId':'%s'}}"
            .formatted(text, asked.text("confirmation.token"), question));
  }
}
