package dev.messagingwindow.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Time starts on 2026-09-25.
class RetentionTest extends ServiceTest {

  @Autowired private Retention retention;
  @Autowired private DataSource database;

  @Test
  void dropsADayOfMessagesAsAWholeAndKeepsTheCustomersInstants() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    post(channel, customer, "m_1", Instant.parse("2026-09-24T10:00:00Z"));
    post(channel, customer, "m_2", Instant.parse("2026-09-25T10:00:00Z"));
    advance(Duration.ofDays(30));

    retention.run();

    assertThat(isCut("message", "20260924")).isFalse();
    assertThat(isCut("seen_event", "20260924")).isFalse();
    assertThat(isCut("message", "20260925")).isTrue();
    assertThat(isCut("seen_event", "20260925")).isTrue();
    assertThat(messages(channel, customer).at("messages").size()).isEqualTo(1);
    assertThat(channel.window(customer).text("lastMessageAt"))
        .isEqualTo("2026-09-25T10:00:00.000Z");
  }

  /// From the oldest day that is kept to the first that is not.
  @ParameterizedTest
  @ValueSource(strings = {"2026-08-26T00:00:00.000Z", "2026-08-25T23:59:59.999Z"})
  void movesTheInstantsByAnEventThatIsOlderThanTheRetentionAndKeepsNoText(String at) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();

    var first = post(channel, customer, "m_1", Instant.parse(at));
    var again = post(channel, customer, "m_1", Instant.parse(at));

    assertThat(first.status()).isEqualTo(200);
    assertThat(again.status()).isEqualTo(200);
    assertThat(channel.window(customer).text("lastMessageAt")).isEqualTo(at);
    assertThat(messages(channel, customer).at("messages").size())
        .isEqualTo(at.startsWith("2026-08-26") ? 1 : 0);
  }

  @Test
  void takesAConnectorsOldReportOnce() {
    var channel = aFacebookChannel();
    var report = "{'messageId':'m_1','text':'hello','sentAt':'2019-03-01T10:00:00Z'}";
    var path = channel.customerPath(aNewCustomer(), "/messages/inbound");

    assertThat(api().post(path, report).status()).isEqualTo(201);
    assertThat(api().post(path, report).status()).isEqualTo(200);
  }

  @Test
  void knowsAnEventWithoutAUsableTimeForAWeek() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var event = MetaWebhook.text(channel.accountId(), customer, "m_1", 0, "hello");

    meta().post(event);
    advance(Duration.ofDays(6));
    retention.run();
    meta().post(event);

    assertThat(messages(channel, customer).at("messages").size()).isEqualTo(1);
    assertThat(undated(channel)).isEqualTo(1);
    advance(Duration.ofDays(2));
    retention.run();
    assertThat(undated(channel)).isZero();
  }

  @Test
  void dropsAnEditThatNeverMetItsMessage() {
    var channel = aFacebookChannel();
    meta()
        .post(
            MetaWebhook.page(
                channel.accountId(),
                "{'sender':{'id':'%s'},'recipient':{'id':'1'},'timestamp':1790000000123,'message_edit':{'mid':'m_1','text':'red','num_edit':1}}"
                    .formatted(aNewCustomer())));
    assertThat(earlyChanges(channel)).isEqualTo(1);
    advance(Duration.ofDays(8));

    retention.run();

    assertThat(earlyChanges(channel)).isZero();
  }

  /// Nobody waits for the hourly run: the sandbox's clock jumps.
  @Test
  void hasRoomForAnyDayAtOnce() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    advance(Duration.ofDays(400));

    var answer = post(channel, customer, "m_1", now());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(messages(channel, customer).at("messages").size()).isEqualTo(1);
  }

  @Test
  void leavesADayThatIsInUseForTheNextTime() throws SQLException {
    var channel = aFacebookChannel();
    post(channel, aNewCustomer(), "m_1", Instant.parse("2026-09-24T10:00:00Z"));
    advance(Duration.ofDays(30));

    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table message_20260924 in access share mode");
      retention.run();
      connection.rollback();
    }

    assertThat(isCut("message", "20260924")).isTrue();
    assertThat(isCut("seen_event", "20260924")).isFalse();
    retention.run();
    assertThat(isCut("message", "20260924")).isFalse();
  }

  private Answer post(TestChannel channel, String customer, String mid, Instant at) {
    return meta()
        .post(MetaWebhook.text(channel.accountId(), customer, mid, at.toEpochMilli(), "hello"));
  }

  private MetaWebhook meta() {
    return new MetaWebhook(baseUrl());
  }

  private Answer messages(TestChannel channel, String customer) {
    return api().get(channel.customerPath(customer, "/messages"));
  }

  private boolean isCut(String table, String day) {
    return jdbc.sql("select to_regclass(?) is not null")
        .param(table + "_" + day)
        .query(Boolean.class)
        .single();
  }

  private long undated(TestChannel channel) {
    return count("undated_event", channel);
  }

  private long earlyChanges(TestChannel channel) {
    return count("early_change", channel);
  }

  private long count(String table, TestChannel channel) {
    return jdbc.sql("select count(*) from %s where channel_id = ?::uuid".formatted(table))
        .param(channel.channelId())
        .query(Long.class)
        .single();
  }
}
