package dev.messagingwindow.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Many bodies in one transaction, against the real database.
class GroupCommitTest extends ServiceTest {

  private static final long AT = 1790000000123L;

  @Autowired private DataSource database;

  @Test
  void hasEverythingOnRecordThatManyPostsBringAtTheSameTime() throws Exception {
    var channels = List.of(aFacebookChannel(), aFacebookChannel(), aFacebookChannel());
    var customers = IntStream.range(0, 7).mapToObj(_ -> aNewCustomer()).toList();
    var bodies =
        IntStream.range(0, 300)
            .mapToObj(i ->
                MetaWebhook.text(
                    channels.get(i % 3).accountId(), customers.get(i % 7), "m_" + i, AT + i, "t"))
            .toList();

    assertThat(postAll(bodies)).extracting(Answer::status).containsOnly(200);

    assertThat(channels)
        .allSatisfy(channel -> {
          assertThat(rows("message", channel)).isEqualTo(100);
          assertThat(rows("seen_event", channel)).isEqualTo(100);
          assertThat(rows("conversation", channel)).isEqualTo(7);
        });
    assertThat(channels.get(299 % 3).window(customers.get(299 % 7)).text("lastMessageAt"))
        .isEqualTo("2026-09-21T14:13:20.422Z");
  }

  @Test
  void asksMetaToComeAgainWhileTheDatabaseIsStuckAndCountsTheRepeatsOnce() throws Exception {
    var channel = aFacebookChannel();
    var bodies =
        IntStream.range(0, 4)
            .mapToObj(
                i -> MetaWebhook.text(channel.accountId(), aNewCustomer(), "m_" + i, AT, "hello"))
            .toList();

    assertThat(whileNobodyMayWrite("seen_event", () -> postAll(bodies)))
        .allSatisfy(answer -> {
          assertThat(answer.status()).isEqualTo(503);
          assertThat(answer.problem()).isEqualTo("unavailable");
          assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        });

    // whether or not some of it was stored after its request was told to come again
    assertThat(postAll(bodies)).extracting(Answer::status).containsOnly(200);
    assertThat(postAll(bodies)).extracting(Answer::status).containsOnly(200);
    assertThat(rows("seen_event", channel)).isEqualTo(4);
    assertThat(rows("message", channel)).isEqualTo(4);
  }

  /// The day is a part of an event's key, whether the two come together or one after the other.
  @Test
  void countsWhatHasTheSameIdOnTwoDaysAsTwoEvents() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var item =
        "{'sender':{'id':'%s'},'recipient':{'id':'1'},'timestamp':%d,'message':{'mid':'m','text':'t'}}";

    new MetaWebhook(baseUrl())
        .post(
            MetaWebhook.page(
                channel.accountId(),
                item.formatted(customer, AT)
                    + ","
                    + item.formatted(customer, AT + Duration.ofDays(1).toMillis())));

    assertThat(channel.window(customer).text("lastMessageAt"))
        .isEqualTo("2026-09-22T14:13:20.123Z");
  }

  @Test
  void settlesAMessageWhoseReceiptComesTogetherWithItsEchoButBeforeIt() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Where is my parcel?");
    var messageId = channel.agentSends(customer, "On its way.").text("messageId");
    var sentAt = now().toEpochMilli();

    var answer =
        new MetaWebhook(baseUrl())
            .post(
                MetaWebhook.page(
                    channel.accountId(),
                    String.join(
                        ",",
                        delivered(channel, customer, "m_own", sentAt - 1),
                        echo(channel, customer, "m_other", "another", sentAt),
                        echo(channel, customer, "m_own", "outbound:" + messageId, sentAt))));

    assertThat(answer.status()).isEqualTo(200);
    var message = channel.message(messageId);
    assertThat(message.text("status")).isEqualTo("SENT");
    assertThat(message.text("deliveredAt")).isNotNull();
    // the other app's is on record, and ours not a second time
    assertThat(
            jdbc.sql(
                    "select meta_message_id from message where channel_id = ?::uuid and direction = 'OUTBOUND'")
                .param(channel.channelId())
                .query(String.class)
                .list())
        .containsExactly("m_other");
  }

  private static String echo(
      TestChannel channel, String customer, String mid, String metadata, long at) {
    return "{'sender':{'id':'%s'},'recipient':{'id':'%s'},'timestamp':%d,'message':{'mid':'%s','is_echo':true,'metadata':'%s','text':'t'}}"
        .formatted(channel.accountId(), customer, at, mid, metadata);
  }

  private static String delivered(TestChannel channel, String customer, String mid, long at) {
    return "{'sender':{'id':'%s'},'recipient':{'id':'%s'},'timestamp':%d,'delivery':{'mids':['%s'],'watermark':%d}}"
        .formatted(customer, channel.accountId(), at, mid, at);
  }

  private List<Answer> postAll(List<String> bodies) throws InterruptedException {
    var meta = new MetaWebhook(baseUrl());
    try (var threads = Executors.newFixedThreadPool(16)) {
      var answers = new ArrayList<Answer>();
      for (var answer :
          threads.invokeAll(
              bodies.stream().map(body -> (Callable<Answer>) () -> meta.post(body)).toList())) {
        answers.add(answer.resultNow());
      }
      return answers;
    }
  }

  private <T> T whileNobodyMayWrite(String table, Callable<T> call) throws Exception {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.execute("lock table " + table + " in exclusive mode");
        return call.call();
      } finally {
        rollback(connection);
      }
    }
  }

  private static void rollback(Connection connection) throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }

  private long rows(String table, TestChannel channel) {
    return jdbc.sql("select count(*) from " + table + " where channel_id = ?::uuid")
        .param(channel.channelId())
        .query(Long.class)
        .single();
  }
}
