package dev.messagingwindow.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import dev.messagingwindow.window.OpenedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class WindowsTest extends ServiceTest {

  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private static final Duration MILLISECOND = Duration.ofMillis(1);

  @Autowired private Conversations conversations;

  @Test
  void answersAStandardWindowAsDocumented() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var wrote = now();
    channel.customerWrites(customer, "Hello");
    advance(Duration.ofMillis(3_600_123));

    assertThat(channel.window(customer).body())
        .isEqualTo(
            """
            {"channelId":"%s","customerId":"%s","state":"STANDARD","serverTime":"%s",\
            "lastMessageAt":"%s","openedBy":"MESSAGE","openedAt":"%s","standardClosesAt":"%s",\
            "humanAgentClosesAt":null,"closesAt":"%s","closedByMetaAt":null,\
            "remaining":"PT22H59M59.877S",\
            "allowed":{"human":true,"automation":true,"promotion":true}}\
            """
                .formatted(
                    channel.channelId(),
                    customer,
                    text(wrote.plusMillis(3_600_123)),
                    text(wrote),
                    text(wrote),
                    text(wrote.plus(Duration.ofHours(24))),
                    text(wrote.plus(Duration.ofHours(24)))));
  }

  @Test
  void answersAHumanAgentWindowAsDocumented() {
    var channel = anInstagramChannelWithExtendedWindow();
    var customer = aNewCustomer();
    var wrote = now();
    channel.customerWrites(customer, "Hello");
    advance(Duration.ofHours(25));

    assertThat(channel.window(customer).body())
        .isEqualTo(
            """
            {"channelId":"%s","customerId":"%s","state":"HUMAN_AGENT","serverTime":"%s",\
            "lastMessageAt":"%s","openedBy":"MESSAGE","openedAt":"%s","standardClosesAt":"%s",\
            "humanAgentClosesAt":"%s","closesAt":"%s","closedByMetaAt":null,\
            "remaining":"PT143H",\
            "allowed":{"human":true,"automation":false,"promotion":false}}\
            """
                .formatted(
                    channel.channelId(),
                    customer,
                    text(wrote.plus(Duration.ofHours(25))),
                    text(wrote),
                    text(wrote),
                    text(wrote.plus(Duration.ofHours(24))),
                    text(wrote.plus(Duration.ofDays(7))),
                    text(wrote.plus(Duration.ofDays(7)))));
  }

  @Test
  void answersAClosedWindowAsDocumented() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var wrote = now();
    channel.customerWrites(customer, "Hello");
    advance(Duration.ofDays(2));

    assertThat(channel.window(customer).body())
        .isEqualTo(
            """
            {"channelId":"%s","customerId":"%s","state":"CLOSED","serverTime":"%s",\
            "lastMessageAt":"%s","openedBy":"MESSAGE","openedAt":"%s","standardClosesAt":"%s",\
            "humanAgentClosesAt":null,"closesAt":"%s","closedByMetaAt":null,\
            "remaining":"PT0S",\
            "allowed":{"human":false,"automation":false,"promotion":false}}\
            """
                .formatted(
                    channel.channelId(),
                    customer,
                    text(wrote.plus(Duration.ofDays(2))),
                    text(wrote),
                    text(wrote),
                    text(wrote.plus(Duration.ofHours(24))),
                    text(wrote.plus(Duration.ofHours(24)))));
  }

  @Test
  void hasAWindowForACustomerNobodyHeardOf() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();

    var window = channel.window(customer);

    assertThat(window.status()).isEqualTo(200);
    assertThat(window.body())
        .isEqualTo(
            """
            {"channelId":"%s","customerId":"%s","state":"NEVER_OPENED","serverTime":"%s",\
            "lastMessageAt":null,"openedBy":null,"openedAt":null,"standardClosesAt":null,\
            "humanAgentClosesAt":null,"closesAt":null,"closedByMetaAt":null,"remaining":null,\
            "allowed":{"human":false,"automation":false,"promotion":false}}\
            """
                .formatted(channel.channelId(), customer, text(now())));
  }

  @ParameterizedTest
  @CsvSource({
    "false, PT23H59M59.999S,   STANDARD,    PT0.001S",
    "false, PT24H,             CLOSED,      PT0S",
    "true,  PT23H59M59.999S,   STANDARD,    PT144H0.001S", // until the later end
    "true,  PT24H,             HUMAN_AGENT, PT144H",
    "true,  P6DT23H59M59.999S, HUMAN_AGENT, PT0.001S",
    "true,  P7D,               CLOSED,      PT0S",
  })
  void changesStateAtTheExactMillisecond(
      boolean extended, Duration since, String state, String remaining) {
    var channel = connect("FACEBOOK", aNewAccountId(), extended);
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");

    advance(since);

    assertThat(channel.window(customer).text("state")).isEqualTo(state);
    assertThat(channel.window(customer).text("remaining")).isEqualTo(remaining);
  }

  @Test
  void opensThe24HoursAgainByAClickAndLeavesTheSevenDays() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");
    var sevenDays = channel.window(customer).text("humanAgentClosesAt");
    advance(Duration.ofHours(25));
    assertThat(channel.window(customer).text("state")).isEqualTo("HUMAN_AGENT");

    channel.customerActs(customer, "{'kind':'POSTBACK','text':'Menu'}");

    var window = channel.window(customer);
    assertThat(window.text("state")).isEqualTo("STANDARD");
    assertThat(window.text("openedBy")).isEqualTo("POSTBACK");
    assertThat(window.text("openedAt")).isEqualTo(text(now()));
    assertThat(window.text("humanAgentClosesAt")).isEqualTo(sevenDays);
  }

  @Test
  void shutsWhenMetaSaysSoUntilTheCustomerActsAgain() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");
    advance(Duration.ofMinutes(5));
    var refused = now();

    conversations.closedByMeta(
        ChannelId.valueOf(channel.channelId()), new CustomerId(customer), refused);

    assertThat(channel.window(customer).text("state")).isEqualTo("CLOSED");
    assertThat(channel.window(customer).text("closedByMetaAt")).isEqualTo(text(refused));
    assertThat(channel.window(customer).text("remaining")).isEqualTo("PT0S");

    advance(MILLISECOND);
    channel.customerWrites(customer, "Still there?");

    assertThat(channel.window(customer).text("state")).isEqualTo("STANDARD");
    assertThat(channel.window(customer).text("closedByMetaAt")).isNull();
  }

  @Test
  void answersManyWindowsInTheOrderAsked() {
    var channel = aFacebookChannel();
    var wrote = aNewCustomer();
    var unknown = aNewCustomer();
    channel.customerWrites(wrote, "Hello");

    var windows = query(channel, List.of(unknown, wrote, unknown, wrote));

    assertThat(windows.status()).isEqualTo(200);
    assertThat(StreamSupport.stream(windows.at("windows").spliterator(), false))
        .extracting(window -> window.get("customerId").asString())
        .containsExactly(unknown, wrote, unknown, wrote);
    assertThat(windows.at("windows.1")).isEqualTo(channel.window(wrote).json());
    assertThat(windows.at("windows.0")).isEqualTo(channel.window(unknown).json());
  }

  @ParameterizedTest
  @CsvSource({"0, 400", "1, 200", "500, 200", "501, 400"})
  void answersOneTo500Windows(int customers, int status) {
    var answer = query(aFacebookChannel(), Collections.nCopies(customers, "71"));

    assertThat(answer.status()).isEqualTo(status);
    if (status == 200) {
      assertThat(answer.at("windows").size()).isEqualTo(customers);
    } else {
      assertThat(answer.problem()).isEqualTo("invalid-request");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{'customerIds':null}", "{'customerIds':[null]}", "{'customerIds':['a b']}"})
  void refusesAQueryThatIsNotOne(String body) {
    var refused = api().post(aFacebookChannel().path("/windows/query"), body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("invalid-request");
  }

  @Test
  void refusesACustomerIdThatIsNotOne() {
    var channel = aFacebookChannel();

    assertThat(channel.window("a%20b").status()).isEqualTo(400);
    assertThat(channel.window("7".repeat(64)).status()).isEqualTo(200);
    assertThat(channel.window("7".repeat(65)).status()).isEqualTo(400);
  }

  @Test
  void knowsNoWindowOfAChannelThatDoesNotExist() {
    var nobody = new TestChannel(api(), new UUID(0, 0).toString(), "0");

    assertThat(nobody.window("71").problem()).isEqualTo("channel-not-found");
    assertThat(query(nobody, List.of("71")).problem()).isEqualTo("channel-not-found");
    assertThat(report(nobody, "71", "m_1", "MESSAGE", now()).problem())
        .isEqualTo("channel-not-found");
  }

  @Test
  void takesAConnectorsReportOnce() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var sentAt = now().minus(Duration.ofHours(1));

    var first = report(channel, customer, "m_1", "MESSAGE", sentAt);
    var again = report(channel, customer, "m_1", "MESSAGE", sentAt);

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.text("openedAt")).isEqualTo(text(sentAt));
    assertThat(first.json()).isEqualTo(channel.window(customer).json());
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(messages(channel, customer).at("messages").size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT20H"}) // within the day, and on the next
  void takesNoMessageTwiceThoughItsTimeIsReportedDifferently(Duration later) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var sentAt = Instant.parse("2026-09-20T10:00:00Z");
    report(channel, customer, "m_1", "MESSAGE", sentAt);

    var again = report(channel, customer, "m_1", "MESSAGE", sentAt.plus(later));

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("openedAt")).isEqualTo(text(sentAt));
  }

  @ParameterizedTest
  @EnumSource(names = {"MESSAGE", "POSTBACK", "REACTION"})
  void knowsByRestWhatTheWebhookBrought(OpenedBy kind) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var sentAt = now().minusMillis(500);
    channel.customerActs(
        customer,
        "{'kind':'%s','text':'Hello','messageId':'m_7','sentAt':'%s'}".formatted(kind, sentAt));

    var reported = report(channel, customer, "m_7", kind.name(), sentAt);

    assertThat(reported.status()).isEqualTo(200);
    assertThat(reported.text("openedBy")).isEqualTo(kind.name());
  }

  @ParameterizedTest
  @EnumSource(names = {"MESSAGE", "POSTBACK", "REACTION"})
  void knowsByWebhookWhatWasReportedByRest(OpenedBy kind) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var sentAt = now().minusMillis(500);
    assertThat(report(channel, customer, "m_8", kind.name(), sentAt).status()).isEqualTo(201);

    channel.customerActs(
        customer,
        "{'kind':'%s','text':'Other words','messageId':'m_8','sentAt':'%s'}"
            .formatted(kind, sentAt));

    var messages = messages(channel, customer);
    assertThat(messages.at("messages").size()).isEqualTo(1);
    assertThat(messages.text("messages.0.text")).isEqualTo("Hello");
    assertThat(channel.window(customer).text("openedAt")).isEqualTo(text(sentAt));
  }

  @Test
  void cutsAFutureInstantToNow() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();

    var reported = report(channel, customer, "m_1", "MESSAGE", now().plus(Duration.ofDays(400)));

    assertThat(reported.status()).isEqualTo(201);
    assertThat(reported.text("openedAt")).isEqualTo(text(now()));
    assertThat(reported.text("lastMessageAt")).isEqualTo(text(now()));
  }

  @ParameterizedTest
  @EnumSource
  void cutsTheLastInstantThereIsToNow(OpenedBy kind) {
    var reported = report(aFacebookChannel(), aNewCustomer(), "m_1", kind.name(), Instant.MAX);

    assertThat(reported.status()).as(reported.body()).isEqualTo(201);
    assertThat(reported.text("openedAt")).isEqualTo(text(now()));
  }

  @ParameterizedTest
  @CsvSource({
    "2015-01-01T00:00:00Z,     201",
    "2014-12-31T23:59:59.999Z, 400",
    "-1000000-01-01T00:00:00Z, 400",
  })
  void takesInstantsSince2015(Instant sentAt, int status) {
    var customer = aNewCustomer();
    var channel = aFacebookChannel();

    var reported = report(channel, customer, "m_1", "MESSAGE", sentAt);

    assertThat(reported.status()).isEqualTo(status);
    assertThat(channel.window(customer).text("state"))
        .isEqualTo(status == 201 ? "CLOSED" : "NEVER_OPENED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'messageId':'m_1','text':'x'}",
        "{'messageId':'m_1','sentAt':'yesterday'}",
        "{'sentAt':'2026-09-20T10:00:00Z'}",
        "{'messageId':' ','sentAt':'2026-09-20T10:00:00Z'}",
        "{'messageId':'m_1','kind':'WAVE','sentAt':'2026-09-20T10:00:00Z'}",
      })
  void refusesAReportThatIsNotOne(String body) {
    var refused = api().post(aFacebookChannel().customerPath("71", "/messages/inbound"), body);

    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("invalid-request");
  }

  @Test
  void takesAReportWithoutAKindForAMessage() {
    var channel = aFacebookChannel();

    var reported =
        api()
            .post(
                channel.customerPath(aNewCustomer(), "/messages/inbound"),
                "{'messageId':'m_1','sentAt':'%s'}".formatted(now()));

    assertThat(reported.status()).isEqualTo(201);
    assertThat(reported.text("openedBy")).isEqualTo("MESSAGE");
  }

  @ParameterizedTest
  @EnumSource
  void opensThe24HoursByEveryKindAndTheSevenDaysByMessagesAlone(OpenedBy kind) {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();

    var reported = report(channel, customer, "m_1", kind.name(), now());

    assertThat(reported.text("state")).isEqualTo("STANDARD");
    assertThat(reported.text("openedBy")).isEqualTo(kind.name());
    assertThat(reported.at("humanAgentClosesAt").isNull()).isEqualTo(kind != OpenedBy.MESSAGE);
    assertThat(reported.at("lastMessageAt").isNull()).isEqualTo(kind != OpenedBy.MESSAGE);
  }

  @Test
  void neverMovesBackForEventsThatComeLate() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();
    var last = now();
    report(channel, customer, "m_3", "MESSAGE", last);

    report(channel, customer, "m_1", "MESSAGE", last.minus(Duration.ofHours(3)));
    report(channel, customer, "m_2", "POSTBACK", last.minus(Duration.ofHours(2)));
    channel.customerActs(
        customer, "{'text':'x','sentAt':'%s'}".formatted(last.minus(Duration.ofDays(3))));

    var window = channel.window(customer);
    assertThat(window.text("openedAt")).isEqualTo(text(last));
    assertThat(window.text("openedBy")).isEqualTo("MESSAGE");
    assertThat(window.text("lastMessageAt")).isEqualTo(text(last));
    assertThat(messages(channel, customer).at("messages").size()).isEqualTo(4);
  }

  @Test
  void movesTheSevenDaysByALateMessageBehindALaterClick() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();
    var clicked = now();
    var wrote = clicked.minus(Duration.ofHours(2));
    report(channel, customer, "m_2", "POSTBACK", clicked);

    var window = report(channel, customer, "m_1", "MESSAGE", wrote);

    assertThat(window.text("openedAt")).isEqualTo(text(clicked));
    assertThat(window.text("openedBy")).isEqualTo("POSTBACK");
    assertThat(window.text("lastMessageAt")).isEqualTo(text(wrote));
    assertThat(window.text("humanAgentClosesAt")).isEqualTo(text(wrote.plus(Duration.ofDays(7))));
  }

  @Test
  void countsAMessageAndAClickOfOneMillisecondAsAMessage() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    report(channel, customer, "m_1", "MESSAGE", now());

    var window = report(channel, customer, "m_2", "POSTBACK", now());

    assertThat(window.text("openedBy")).isEqualTo("MESSAGE");
  }

  @Test
  void movesTheInstantsAndKeepsNoTextOnADisconnectedChannel() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    api().delete(channel.path(""));

    var reported = report(channel, customer, "m_1", "MESSAGE", now());
    new MetaWebhook(baseUrl())
        .post(
            MetaWebhook.text(
                channel.accountId(), customer, "m_2", now().toEpochMilli(), "By webhook"));

    assertThat(reported.status()).isEqualTo(201);
    assertThat(reported.text("state")).isEqualTo("STANDARD");
    assertThat(reported.at("allowed.human").asBoolean()).isFalse();
    assertThat(messages(channel, customer).at("messages").size()).isZero();
    assertThat(
            jdbc.sql("select count(*) from message where channel_id = ?")
                .param(UUID.fromString(channel.channelId()))
                .query(Long.class)
                .single())
        .isZero();
  }

  private Answer query(TestChannel channel, List<String> customers) {
    var ids = customers.stream().map(id -> "'" + id + "'").toList();
    return api().post(channel.path("/windows/query"), "{'customerIds':" + ids + "}");
  }

  private Answer report(
      TestChannel channel, String customer, String messageId, String kind, Instant sentAt) {
    return api()
        .post(
            channel.customerPath(customer, "/messages/inbound"),
            "{'messageId':'%s','kind':'%s','text':'Hello','sentAt':'%s'}"
                .formatted(messageId, kind, sentAt));
  }

  private Answer messages(TestChannel channel, String customer) {
    return api().get(channel.customerPath(customer, "/messages"));
  }

  private static String text(Instant instant) {
    return MILLISECONDS.format(instant);
  }
}
