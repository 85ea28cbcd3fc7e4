package dev.messagingwindow.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class BackfillTest extends ServiceTest {

  @Autowired private BackfillWorker worker;

  /// Those that other tests left.
  @BeforeEach
  void noOtherGaps() {
    jdbc.sql("delete from channel_backfill").update();
  }

  @AfterEach
  void metaIsWellAgain() {
    api().delete("/sandbox/graph/faults");
  }

  @Test
  void findsWhatWasWrittenBeforeAnAccountWasConnected() {
    var accountId = aNewAccountId();
    var customer = aNewCustomer();
    var wroteAt = now().minus(Duration.ofDays(2));
    writeUnseen(accountId, customer, wroteAt);
    var channel = connect("FACEBOOK", accountId, true);
    assertThat(channel.window(customer).text("state")).isEqualTo("NEVER_OPENED");
    assertThat(backfill(channel).text("state")).isEqualTo("RUNNING");

    worker.runOnce();

    var window = channel.window(customer);
    assertThat(window.text("state")).isEqualTo("HUMAN_AGENT");
    assertThat(window.text("lastMessageAt")).isEqualTo("2026-09-23T18:00:00.000Z");
    assertThat(channel.check(customer, draft()).text("label.tag")).isEqualTo("HUMAN_AGENT");
    var backfill = backfill(channel);
    assertThat(backfill.text("state")).isEqualTo("DONE");
    assertThat(backfill.at("counted").asInt()).isEqualTo(1);
    assertThat(backfill.text("since")).isEqualTo("2026-09-18T18:00:00.000Z");
    assertThat(backfill.text("until")).isEqualTo("2026-09-25T18:00:00.000Z");
    assertThat(backfill.text("finishedAt")).isEqualTo("2026-09-25T18:00:00.000Z");
    assertThat(messages(channel, customer).text("messages.0.text")).isEqualTo("unseen");
  }

  @Test
  void findsNothingThatIsOlderThanEveryWindow() {
    var accountId = aNewAccountId();
    var customer = aNewCustomer();
    writeUnseen(accountId, customer, now().minus(Duration.ofDays(8)));
    var channel = connect("FACEBOOK", accountId, true);

    worker.runOnce();

    assertThat(channel.window(customer).text("state")).isEqualTo("NEVER_OPENED");
    assertThat(backfill(channel).text("state")).isEqualTo("DONE");
  }

  @Test
  void findsWhatWasWrittenBetweenDisconnectAndConnect() {
    var channel = aFacebookChannelWithExtendedWindow();
    worker.runOnce();
    advance(Duration.ofDays(2));
    api().delete(channel.path(""));
    advance(Duration.ofHours(1));
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Anybody there?");
    advance(Duration.ofHours(1));
    assertThat(channel.window(customer).text("state")).isEqualTo("NEVER_OPENED");

    connect("FACEBOOK", channel.accountId(), true);
    worker.runOnce();

    assertThat(channel.window(customer).text("state")).isEqualTo("STANDARD");
    assertThat(backfill(channel).at("counted").asInt()).isEqualTo(1);
    // an hour before it was last known to get webhooks: nobody looked after it was connected
    assertThat(backfill(channel).text("since")).isEqualTo("2026-09-25T17:00:00.000Z");
  }

  @Test
  void countsNothingThatTheWebhookBrought() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    advance(Duration.ofMillis(250));
    channel.customerWrites(customer, "Where is my parcel?");
    var before = channel.window(customer).body();

    worker.runOnce();

    assertThat(backfill(channel).at("counted").asInt()).isZero();
    assertThat(channel.window(customer).body()).isEqualTo(before);
    assertThat(messages(channel, customer).at("messages")).hasSize(1);
  }

  @Test
  void theWebhookCountsNothingThatWasFoundBefore() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var mid = writeUnseen(channel.accountId(), customer, now());
    worker.runOnce();
    var before = channel.window(customer).body();

    channel.customerActs(
        customer, "{'text':'unseen','messageId':'%s','sentAt':'%s'}".formatted(mid, now()));

    assertThat(channel.window(customer).body()).isEqualTo(before);
    assertThat(messages(channel, customer).at("messages")).hasSize(1);
  }

  /// The list shows a clicked button as a message, which would give seven days.
  @Test
  void takesNoButtonForAMessage() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();
    channel.customerActs(customer, "{'kind':'POSTBACK','text':'Get started'}");

    worker.runOnce();

    assertThat(channel.window(customer).text("openedBy")).isEqualTo("POSTBACK");
    assertThat(channel.window(customer).text("lastMessageAt")).isNull();
    assertThat(backfill(channel).at("counted").asInt()).isZero();
  }

  @Test
  void whatTheAccountWroteOpensNothingButAnswers() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    writeUnseen(channel.accountId(), customer, now().minus(Duration.ofHours(3)));
    pageWrites(channel, customer);

    worker.runOnce();

    var window = channel.window(customer);
    assertThat(window.text("openedAt")).isEqualTo("2026-09-25T15:00:00.000Z");
    assertThat(api().get(channel.path("/conversations?unanswered=true")).at("conversations"))
        .isEmpty();
    assertThat(backfill(channel).at("counted").asInt()).isEqualTo(1);
  }

  @Test
  void readsAllPartsOfTheList() {
    var channel = aFacebookChannel();
    for (var i = 0; i < 30; i++) {
      writeUnseen(channel.accountId(), aNewCustomer(), now().minus(Duration.ofMinutes(i)));
    }

    worker.runOnce();

    assertThat(backfill(channel).at("counted").asInt()).isEqualTo(30);
    assertThat(api().get(channel.path("/conversations")).at("conversations")).hasSize(30);
  }

  @Test
  void readsBackToTheCustomersMessageHoweverMuchWasSaidSince() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    writeUnseen(channel.accountId(), customer, now().minus(Duration.ofHours(3)));
    for (var i = 0; i < 25; i++) {
      pageWrites(channel, customer);
    }

    worker.runOnce();

    assertThat(channel.window(customer).text("lastMessageAt"))
        .isEqualTo("2026-09-25T15:00:00.000Z");
  }

  @Test
  void findsWhatAnInstagramAccountBehindAPageMissedAndNothingOfOthers() {
    var accountId = "1784" + aNewAccountId();
    var others = anInstagramChannel();
    var customer = aNewCustomer();
    var customerOfOthers = aNewCustomer();
    writeUnseen(accountId, customer, now());
    writeUnseen(others.accountId(), customerOfOthers, now());
    var connected =
        api()
            .post(
                "/api/v1/channels",
                "{'platform':'INSTAGRAM','accountId':'%s','pageId':'%s','name':'Test','accessToken':'EAAtest'}"
                    .formatted(accountId, aNewAccountId()));
    var channel = new TestChannel(api(), connected.text("channelId"), accountId);

    worker.runOnce();

    assertThat(channel.window(customer).text("state")).isEqualTo("STANDARD");
    assertThat(channel.window(customerOfOthers).text("state")).isEqualTo("NEVER_OPENED");
    assertThat(others.window(customerOfOthers).text("state")).isEqualTo("STANDARD");
  }

  @Test
  void goesOnWhereADeadProcessWas() {
    var channel = aFacebookChannel();
    for (var i = 0; i < 30; i++) {
      writeUnseen(channel.accountId(), aNewCustomer(), now().minus(Duration.ofMinutes(i)));
    }
    // the first part is told to be read, and its reader's lease is over
    var cursor =
        api()
            .get("/sandbox/graph/v25.0/%s/conversations?limit=25".formatted(channel.accountId()))
            .text("paging.cursors.after");
    claimedBySomebody(channel, cursor, Instant.now().minusSeconds(1));

    worker.runOnce();

    assertThat(backfill(channel).text("state")).isEqualTo("DONE");
    assertThat(api().get(channel.path("/conversations")).at("conversations")).hasSize(5);
  }

  @Test
  void leavesAloneWhatAnotherInstanceReads() {
    var channel = aFacebookChannel();
    writeUnseen(channel.accountId(), aNewCustomer(), now());
    claimedBySomebody(channel, null, Instant.now().plusSeconds(3_600));

    worker.runOnce();

    assertThat(backfill(channel).text("state")).isEqualTo("RUNNING");
    assertThat(api().get(channel.path("/conversations")).at("conversations")).isEmpty();
  }

  @Test
  void waitsWhenMetaSaysThatItIsTooMuch() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    writeUnseen(channel.accountId(), customer, now());
    fault(channel, "'kind':'ERROR','code':613");

    worker.runOnce();

    assertThat(backfill(channel).text("state")).isEqualTo("RUNNING");
    assertThat(backfill(channel).at("errorCode").asInt()).isEqualTo(613);
    worker.runOnce(); // too early
    assertThat(backfill(channel).text("state")).isEqualTo("RUNNING");
    advance(Duration.ofMinutes(5));
    worker.runOnce();
    assertThat(backfill(channel).text("state")).isEqualTo("DONE");
    assertThat(channel.window(customer).text("state")).isEqualTo("STANDARD");
  }

  @Test
  void waitsWhenMetaDoesNotAnswer() {
    var channel = aFacebookChannel();
    fault(channel, "'kind':'RESET','times':3"); // the JDK asks again by itself

    worker.runOnce();

    assertThat(backfill(channel).text("state")).isEqualTo("RUNNING");
    assertThat(backfill(channel).at("errorCode").isNull()).isTrue();
  }

  @Test
  void givesUpWithoutPermissionAndSaysSo() {
    var channel = aFacebookChannel();
    fault(channel, "'kind':'ERROR','code':200");

    worker.runOnce();

    assertThat(backfill(channel).text("state")).isEqualTo("FAILED");
    assertThat(backfill(channel).at("errorCode").asInt()).isEqualTo(200);
    assertThat(api().get(channel.path("")).text("status")).isEqualTo("CONNECTED");
  }

  @Test
  void noticesADeadToken() {
    var channel = aFacebookChannel();
    fault(channel, "'kind':'ERROR','code':190,'subcode':460");

    worker.runOnce();

    assertThat(backfill(channel).text("state")).isEqualTo("FAILED");
    assertThat(api().get(channel.path("")).text("status")).isEqualTo("RECONNECT_REQUIRED");
  }

  @Test
  void endsWithTheConnection() {
    var channel = aFacebookChannel();
    api().delete(channel.path(""));

    worker.runOnce();

    assertThat(backfill(channel).text("state")).isEqualTo("FAILED");
  }

  /// @return Meta's id of the message
  private String writeUnseen(String accountId, String customer, Instant at) {
    var acted =
        api()
            .post(
                "/sandbox/customers/" + accountId + "/" + customer + "/messages",
                "{'text':'unseen','sentAt':'%s','deliver':false}".formatted(at));
    assertThat(acted.status()).as(acted.body()).isEqualTo(202);
    return acted.text("messageId");
  }

  /// By somebody in Meta's inbox, of which no webhook tells.
  private void pageWrites(TestChannel channel, String customer) {
    jdbc.sql(
            """
            insert into sandbox.phone_message (account_id, customer_id, message_id, text, received_at)
            values (?, ?, ?, 'We are on it.', ?)
            """)
        .params(channel.accountId(), customer, "m_" + UUID.randomUUID(), Timestamp.from(now()))
        .update();
    jdbc.sql("update sandbox.customer set updated_at = ? where customer_id = ?")
        .params(Timestamp.from(now()), customer)
        .update();
  }

  private void claimedBySomebody(TestChannel channel, String cursor, Instant until) {
    jdbc.sql(
            """
            update channel_backfill set next_cursor = ?, claim_id = gen_random_uuid(), claimed_until = ?
            where channel_id = ?::uuid
            """)
        .param(cursor)
        .param(Timestamp.from(until))
        .param(channel.channelId())
        .update();
  }

  private void fault(TestChannel channel, String what) {
    var answer =
        api()
            .post(
                "/sandbox/graph/faults",
                "{%s,'on':'CONVERSATIONS','accountId':'%s'}".formatted(what, channel.accountId()));
    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
  }

  private Answer backfill(TestChannel channel) {
    var answer = Api.at(baseUrl()).withKey("sandbox").get(channel.path(""));
    return new Answer(
        answer.status(), answer.headers(), answer.body(), answer.at("connectionHealth.backfill"));
  }

  private static Answer messages(TestChannel channel, String customer) {
    return channel.api().get(channel.customerPath(customer, "/messages"));
  }

  private static String draft() {
    return "{'text':'It is here.','sender':{'type':'HUMAN','agentId':'a-17'}}";
  }
}
