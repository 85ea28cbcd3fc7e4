package dev.messagingwindow.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.outbox.OutboxWorker;
import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// A human stands by what no rule can judge. Attachments are the surest doubt: after 24 hours every
/// one has to be confirmed.
class ConfirmationTest extends ServiceTest {

  private static final String URL = "https://files.example/manual.pdf";

  @Autowired private OutboxWorker worker;
  @Autowired private Confirmations confirmations;
  private TestChannel channel;
  private String customer;
  private String question;

  @BeforeEach
  void aCustomerAskedADayAgo() {
    channel = aFacebookChannelWithExtendedWindow();
    customer = aNewCustomer();
    question = channel.customerWrites(customer, "Do you have a manual?");
    advance(Duration.ofHours(30));
  }

  @Test
  void sendsWhatAnAgentHasConfirmed() {
    var asked = sends(attachment(""));

    assertThat(asked.status()).isEqualTo(409);
    assertThat(asked.problem()).isEqualTo("confirmation-required");
    assertThat(asked.text("verdict.outcome")).isEqualTo("CONFIRMATION_REQUIRED");
    assertThat(asked.text("verdict.violations.0.rule")).isEqualTo("ATTACHMENT_UNCHECKED");
    assertThat(asked.text("verdict.violations.0.severity")).isEqualTo("CONFIRM");
    assertThat(Instant.parse(asked.text("confirmation.expiresAt")))
        .isEqualTo(now().plus(Duration.ofMinutes(10)));

    var accepted = sends(attachment(confirmation(asked, question)));

    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    assertThat(accepted.text("label.tag")).isEqualTo("HUMAN_AGENT");
    assertThat(accepted.text("attachment.url")).isEqualTo(URL);
    assertThat(accepted.text("confirmation.confirmedBy")).isEqualTo("a-17");
    assertThat(accepted.text("confirmation.answersMessageId")).isEqualTo(question);
    assertThat(accepted.text("confirmation.rules.0")).isEqualTo("ATTACHMENT_UNCHECKED");

    // lifts the same doubt when its turn comes
    worker.runOnce();
    assertThat(channel.message(accepted.text("messageId")).text("status")).isEqualTo("SENT");
    assertThat(channel.phone(customer).text("messages.0.attachment.payload.url")).isEqualTo(URL);
  }

  @Test
  void holdsOnce() {
    var token = confirmation(sends(attachment("")), question);
    assertThat(sends(attachment(token)).status()).isEqualTo(202);

    assertThat(sends(attachment(token)).problem()).isEqualTo("confirmation-invalid");
  }

  @Test
  void holdsForTheSameContentOnly() {
    var token = confirmation(sends(attachment("")), question);

    var other = attachment(token).replace("manual", "catalogue");

    assertThat(sends(other).problem()).isEqualTo("confirmation-invalid");
    assertThat(sends(attachment(token)).status()).isEqualTo(202);
  }

  @Test
  void holdsForTheSameAgentOnly() {
    var token = confirmation(sends(attachment("")), question);

    assertThat(sends(attachment(token).replace("a-17", "a-18")).problem())
        .isEqualTo("confirmation-invalid");
  }

  @Test
  void holdsForTheSameCustomerOnly() {
    var token = confirmation(sends(attachment("")), question);
    var other = aNewCustomer();
    var otherQuestion = channel.customerWrites(other, "And a manual for me?");

    var answer =
        channel.send(
            other, aNewIdempotencyKey(), attachment(token).replace(question, otherQuestion));

    assertThat(answer.problem()).isEqualTo("confirmation-invalid");
  }

  @Test
  void holdsForTenMinutes() {
    var token = confirmation(sends(attachment("")), question);
    advance(Duration.ofMinutes(10).minusMillis(1));
    assertThat(sends(attachment(token)).status()).isEqualTo(202);

    var late = confirmation(sends(attachment("")), question);
    advance(Duration.ofMinutes(10));
    assertThat(sends(attachment(late)).problem()).isEqualTo("confirmation-invalid");
  }

  @Test
  void neverOutlivesTheWindow() {
    advance(Duration.ofDays(7).minus(Duration.ofHours(30)).minus(Duration.ofMinutes(3)));

    var asked = sends(attachment(""));

    assertThat(asked.text("confirmation.expiresAt"))
        .isEqualTo(channel.window(customer).text("closesAt"));
  }

  @Test
  void namesAMessageOfThisCustomersLastSevenDays() {
    var old = channel.customerWrites(customer, "Thanks");
    advance(Duration.ofDays(6));
    channel.customerWrites(customer, "One more thing");
    advance(Duration.ofHours(25));

    assertThat(sends(attachment(confirmation(sends(attachment("")), "m_nobody"))).problem())
        .isEqualTo("confirmation-invalid");
    assertThat(sends(attachment(confirmation(sends(attachment("")), old))).problem())
        .isEqualTo("confirmation-invalid");
  }

  @Test
  void isNotUsedUpByARefusal() {
    var token = confirmation(sends(attachment("")), question);
    var hold = channel.api().put(channel.path("/hold"), "{'reason':'checking'}");
    assertThat(hold.status()).isEqualTo(200);
    assertThat(sends(attachment(token)).status()).isEqualTo(422);
    channel.api().delete(channel.path("/hold"));

    assertThat(sends(attachment(token)).status()).isEqualTo(202);
  }

  @Test
  void liftsNoRejection() {
    var token = confirmation(sends(attachment("")), question);
    advance(Duration.ofMinutes(5));
    var late = attachment(token).replace("'sender'", "'notAfter':'2020-01-01T00:00:00Z','sender'");

    var refused = sends(late);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("verdict.violations.0.rule")).isEqualTo("EXPIRED");
    assertThat(refused.text("verdict.violations.1.severity")).isEqualTo("OBSERVE");
  }

  @Test
  void givesTheFirstAnswerForTheSameRequest() {
    var body = attachment(confirmation(sends(attachment("")), question));
    var key = aNewIdempotencyKey();
    var first = channel.send(customer, key, body);

    var again = channel.send(customer, key, body);

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  void asksNothingInTheStandardWindow() {
    channel.customerWrites(customer, "Hello again");

    assertThat(sends(attachment("")).status()).isEqualTo(202);
  }

  @Test
  void offersNothingToAutomation() {
    var refused =
        channel.send(
            customer,
            aNewIdempotencyKey(),
            "{'attachment':{'type':'FILE','url':'%s'}}".formatted(URL));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("verdict.violations.0.rule")).isEqualTo("AUTOMATED");
    assertThat(refused.at("confirmation").isMissingNode()).isTrue();
  }

  @Test
  void keepsNeitherTokenNorTextAndForgetsWhatExpired() {
    var asked = sends(attachment(""));
    assertThat(offers()).isEqualTo(1);
    assertThat(
            jdbc.sql("select row_to_json(c)::text from confirmation c where channel_id = ?::uuid")
                .param(channel.channelId())
                .query(String.class)
                .single())
        .doesNotContain(asked.text("confirmation.token"))
        .doesNotContain("manual")
        .doesNotContain(customer);

    advance(Duration.ofMinutes(10));
    confirmations.forgetExpired();

    assertThat(offers()).isZero();
  }

  private long offers() {
    return jdbc.sql("select count(*) from confirmation where channel_id = ?::uuid")
        .param(channel.channelId())
        .query(Long.class)
        .single();
  }

  private Answer sends(String body) {
    return channel.send(customer, aNewIdempotencyKey(), body);
  }

  /// @param confirmation more members, or nothing
  private static String attachment(String confirmation) {
    return "{'attachment':{'type':'FILE','url':'%s'},'sender':{'type':'HUMAN','agentId':'a-17'}%s}"
        .formatted(URL, confirmation);
  }

  private static String confirmation(Answer asked, String answers) {
    return ",'confirmation':{'token':'%s','answersMessageId':'%s'}"
        .formatted(asked.text("confirmation.token"), answers);
  }
}
