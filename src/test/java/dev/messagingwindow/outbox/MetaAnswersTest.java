package dev.messagingwindow.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class MetaAnswersTest extends ServiceTest {

  private static final String ANSWER = "It comes on Monday.";

  @Autowired private OutboxWorker worker;
  @Autowired private MeterRegistry meters;

  @AfterEach
  void clearFaults() {
    api().delete("/sandbox/graph/faults");
  }

  @Test
  void writesEveryStepOfAMessageIntoTheLedger() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Where is my parcel?");
    advance(Duration.ofHours(30));
    channel.metaRefuses(2, "null");

    var sent = channel.agentSends(customer, ANSWER).text("messageId");
    worker.runOnce();
    advance(Duration.ofMinutes(1));
    worker.runOnce();

    var rows = ledger(channel);
    assertThat(rows)
        .extracting(
            row -> row.get("kind"), row -> row.get("outcome"), row -> row.get("meta_status"))
        .containsExactly(
            tuple("DECISION", "ALLOWED", null),
            tuple("RECHECK", "ALLOWED", null),
            tuple("META_ANSWER", null, "RETRIED"),
            tuple("RECHECK", "ALLOWED", null),
            tuple("META_ANSWER", null, "SENT"));
    assertThat(rows).allSatisfy(row -> assertThat(row.get("message_id")).hasToString(sent));
    assertThat(rows).extracting(row -> row.get("conversation_id")).doesNotContainNull();
    var accepted = rows.getFirst();
    assertThat(accepted.get("label")).isEqualTo("HUMAN_AGENT");
    assertThat(accepted.get("window_state")).isEqualTo("HUMAN_AGENT");
    assertThat(accepted.get("key_name")).isNotNull();
    assertThat((byte[]) accepted.get("text_hash")).isEqualTo(rows.get(1).get("text_hash"));
  }

  @Test
  void writesARefusalIntoTheLedger() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Where is my parcel?");
    advance(Duration.ofHours(30));

    channel.automationSends(customer, ANSWER);
    channel.agentSends(aNewCustomer(), "Hello");

    var rows = ledger(channel);
    assertThat(rows).extracting(row -> row.get("outcome")).containsExactly("REJECTED", "REJECTED");
    assertThat(rows).extracting(row -> row.get("message_id")).containsExactly(null, null);
    assertThat(rows.getFirst().get("text_hash")).isNotNull();
    assertThat(rows.getFirst().get("violations").toString()).contains("AUTOMATED");
    // nobody heard of the second customer: there is no conversation to name
    assertThat(rows.get(1).get("conversation_id")).isNull();
  }

  @Test
  void writesWhatAnAgentConfirmedIntoTheLedger() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();
    var question = channel.customerWrites(customer, "Do you have a manual?");
    advance(Duration.ofHours(30));
    var attachment =
        "'attachment':{'type':'FILE','url':'https://files.example/a'},'sender':{'type':'HUMAN','agentId':'a-17'}";

    var asked = channel.send(customer, aNewIdempotencyKey(), "{%s}".formatted(attachment));
    channel.send(
        customer,
        aNewIdempotencyKey(),
        "{%s,'confirmation':{'token':'%s','answersMessageId':'%s'}}"
            .formatted(attachment, asked.text("confirmation.token"), question));

    var rows = ledger(channel);
    assertThat(rows)
        .extracting(row -> row.get("outcome"))
        .containsExactly("CONFIRMATION_REQUIRED", "ALLOWED");
    assertThat(rows.get(1).get("confirmed_by")).isEqualTo("a-17");
    assertThat(rows.get(1).get("answers_message_id")).isEqualTo(question);
    assertThat(rows.get(1).get("violations").toString()).contains("OBSERVE");
  }

  @Test
  void doubtsMetaAfterThreeRefusedWindowsInARow() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customers = customersWhoWrote(channel);
    advance(Duration.ofHours(30));
    var before = mismatches("HUMAN_AGENT_NOT_APPROVED");

    for (var customer : customers) {
      channel.metaRefuses(10, "2018278");
      var failed = channel.agentSends(customer, ANSWER).text("messageId");
      worker.runOnce();
      assertThat(channel.message(failed).text("failure.reason")).isEqualTo("WINDOW_CLOSED");
    }

    assertThat(customers)
        .extracting(customer -> channel.window(customer).text("state"))
        .containsExactly("CLOSED", "CLOSED", "HUMAN_AGENT", "HUMAN_AGENT");
    var warnings = api().get(channel.path("")).at("warnings");
    assertThat(warnings.size()).isEqualTo(1);
    assertThat(warnings.path(0).path("kind").asString()).isEqualTo("WINDOW_MISMATCH");
    assertThat(mismatches("HUMAN_AGENT_NOT_APPROVED") - before).isEqualTo(4);
    // an alarm, no suspension
    assertThat(channel.window(customers.get(2)).at("allowed.human").asBoolean()).isTrue();
  }

  @Test
  void believesMetaAgainOnceItTookAMessage() {
    var channel = aFacebookChannel();
    var customers = customersWhoWrote(channel);

    for (var customer : customers) {
      if (!customer.equals(customers.get(2))) {
        channel.metaRefuses(10, "2018278");
      }
      channel.agentSends(customer, ANSWER);
      worker.runOnce();
    }

    assertThat(customers)
        .extracting(customer -> channel.window(customer).text("state"))
        .containsExactly("CLOSED", "CLOSED", "STANDARD", "CLOSED");
    assertThat(api().get(channel.path("")).at("warnings").size()).isZero();
  }

  @Test
  void closesNoWindowForAPersonWhoIsUnavailable() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Where is my parcel?");
    channel.metaRefuses(551, "1545041");

    channel.agentSends(customer, ANSWER);
    worker.runOnce();

    assertThat(channel.window(customer).text("state")).isEqualTo("STANDARD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RESET", "HANG"})
  void settlesAnUnknownMessageByTheTextOfItsEchoOnInstagram(String fault) {
    var channel = anInstagramChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Price?");
    api()
        .post(
            "/sandbox/graph/faults",
            "{'kind':'%s','delivered':true,'accountId':'%s'}"
                .formatted(fault, channel.accountId()));

    var id = channel.agentSends(customer, "20 EUR").text("messageId");
    worker.runOnce();

    await().untilAsserted(() -> assertThat(channel.message(id).text("status")).isEqualTo("SENT"));
    assertThat(channel.message(id).text("metaMessageId"))
        .isEqualTo(channel.phone(customer).text("messages.0.messageId"));
    assertThat(api().get(channel.customerPath(customer, "/messages")).at("messages").size())
        .isEqualTo(2);
    assertThat(ledger(channel)).extracting(row -> row.get("meta_status")).contains("SENT");
  }

  /// Of two messages with the same text the echo may be taken for the wrong one: Meta's answer puts
  /// it right.
  @Test
  void givesAnEchoToTheMessageThatMetaNamedInItsAnswer() {
    var channel = anInstagramChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Price?");
    var lost = channel.agentSends(customer, "20 EUR").text("messageId");
    makeUnknown(lost);

    var sent = channel.agentSends(customer, "20 EUR").text("messageId");
    worker.runOnce();

    var metaId = channel.phone(customer).text("messages.0.messageId");
    await()
        .untilAsserted(() -> {
          assertThat(channel.message(sent).text("metaMessageId")).isEqualTo(metaId);
          assertThat(channel.message(sent).text("status")).isEqualTo("SENT");
          assertThat(channel.message(lost).text("status")).isEqualTo("UNKNOWN");
          assertThat(channel.message(lost).text("metaMessageId")).isNull();
        });
  }

  @Test
  void takesTheTextOfAnotherAppForNoneOfOursThatIsNotOnItsWay() {
    var channel = anInstagramChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Price?");
    var queued = channel.agentSends(customer, "20 EUR").text("messageId");

    echo(channel, customer, "aW_other", "20 EUR");

    assertThat(channel.message(queued).text("status")).isEqualTo("QUEUED");
  }

  @Test
  void takesAnotherTextForNoneOfOurs() {
    var channel = anInstagramChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Price?");
    var lost = channel.agentSends(customer, "20 EUR").text("messageId");
    makeUnknown(lost);

    echo(channel, customer, "aW_another", "30 EUR");

    assertThat(channel.message(lost).text("status")).isEqualTo("UNKNOWN");
  }

  private void echo(TestChannel channel, String customer, String mid, String text) {
    var body =
        """
        {'object':'instagram','entry':[{'id':'%1$s','time':%3$d,'messaging':[
          {'sender':{'id':'%1$s'},'recipient':{'id':'%2$s'},'timestamp':%3$d,
           'message':{'mid':'%4$s','is_echo':true,'text':'%5$s'}}]}]}
        """
            .formatted(channel.accountId(), customer, now().toEpochMilli(), mid, text)
            .replace('\'', '"');
    assertThat(new MetaWebhook(baseUrl()).post(body).status()).isEqualTo(200);
  }

  /// As when a worker died between dispatching and hearing back.
  private void makeUnknown(String messageId) {
    jdbc.sql(
            """
            update outbound_message
            set status = 'UNKNOWN', dispatched_at = created_at, failure_reason = 'NO_ANSWER', failure_code = 0
            where message_id = ?::uuid
            """)
        .param(messageId)
        .update();
  }

  private List<String> customersWhoWrote(TestChannel channel) {
    var customers = Stream.generate(ServiceTest::aNewCustomer).limit(4).toList();
    customers.forEach(customer -> channel.customerWrites(customer, "Where is my parcel?"));
    return customers;
  }

  private double mismatches(String likely) {
    return meters.find("messaging.outbox.window.mismatch").tag("likely", likely).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private List<Map<String, Object>> ledger(TestChannel channel) {
    return jdbc.sql("select * from decision where channel_id = ?::uuid order by decision_id")
        .param(channel.channelId())
        .query()
        .listOfRows();
  }
}
