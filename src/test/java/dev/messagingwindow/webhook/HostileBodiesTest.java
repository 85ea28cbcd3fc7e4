package dev.messagingwindow.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Signed bodies that no decent sender would send: none is answered with 5xx, and none hurts
/// another event.
class HostileBodiesTest extends ServiceTest {

  private static final long AT = 1790000000123L;

  @Test
  void takesExactlyTwoMebibytesAndNotAByteMore() throws Exception {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var body = message(channel, customer, "m_1", "t");
    var full = padded(body, WebhookController.MAX_BODY_BYTES);
    var over = padded(body, WebhookController.MAX_BODY_BYTES + 1);

    assertThat(meta().post(over).status()).isEqualTo(413);
    assertThat(chunked(over)).isEqualTo(413);
    assertThat(stored(channel)).isZero();

    assertThat(meta().post(full).status()).isEqualTo(200);
    assertThat(stored(channel)).isEqualTo(1);
    assertThat(chunked(padded(message(channel, customer, "m_2", "t"), full.length))).isEqualTo(200);
    assertThat(stored(channel)).isEqualTo(2);
  }

  static Stream<byte[]> unreadable() {
    return Stream.of(
            "",
            " ",
            "[]",
            "[{'object':'page','entry':[]}]",
            "[".repeat(100_000),
            "{'entry':" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
            "{'a':".repeat(100_000),
            "{'object':'page','entry':[]} {}",
            "{'object':'page','entry':[]",
            "{'object':'page','entry':[{'id':" + "7".repeat(20_000) + "}]}",
            "\u0000",
            "nul")
        .map(text -> text.replace('\'', '"').getBytes(UTF_8));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void refusesWhatIsNoJsonObject(byte[] body) {
    var answer = meta().post(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-request");
  }

  @Test
  void replacesInvalidUtf8() {
    for (var wrong : new int[][] {{0xC3, 0x28}, {0xFF}, {0xED, 0xA0, 0x80}, {0xC0, 0x80}, {0xF5}}) {
      var channel = aFacebookChannel();
      var customer = aNewCustomer();
      var body = message(channel, customer, "m_1", "??????").getBytes(UTF_8);
      var at = new String(body, UTF_8).indexOf("??????");
      for (var i = 0; i < wrong.length; i++) {
        body[at + i] = (byte) wrong[i];
      }

      assertThat(meta().post(body).status()).isEqualTo(200);
      assertThat(stored(channel)).isEqualTo(1);
    }
  }

  @Test
  void readsABodyBehindAByteOrderMark() {
    var channel = aFacebookChannel();

    assertThat(meta().post("\uFEFF" + message(channel, aNewCustomer(), "m_1", "t")).status())
        .isEqualTo(200);

    assertThat(stored(channel)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud83d", "\\ude00\\ud83d", "a\\u0000b\\ud83d"})
  void storesTextIdsAndKeysThatPostgresCannotHold(String odd) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var items =
        Stream.of(
            "{'sender':{'id':'%1$s'},'timestamp':%3$d,'message':{'mid':'m%2$s','text':'t%2$s','attachments':[{'type':'i%2$s','payload':{'url':'%2$s'}}]}}",
            "{'sender':{'id':'%1$s'},'timestamp':%3$d,'message':{'text':'t%2$s'}}",
            "{'sender':{'id':'%1$s'},'timestamp':%3$d,'postback':{'title':'%2$s','payload':'%2$s'}}",
            "{'sender':{'id':'%1$s'},'timestamp':%3$d,'reaction':{'mid':'%2$s','action':'react','emoji':'%2$s'}}",
            "{'sender':{'id':'%1$s'},'timestamp':%3$d,'message_edit':{'mid':'m%2$s','num_edit':'%2$s','text':'%2$s'}}",
            "{'sender':{'id':'%1$s'},'timestamp':%3$d,'delivery':{'mids':['%2$s']}}",
            "{'sender':{'id':'%4$s'},'recipient':{'id':'%1$s'},'timestamp':%3$d,'message':{'mid':'e%2$s','is_echo':true,'metadata':'%2$s','text':'%2$s'}}",
            "{'timestamp':%3$d,'policy_enforcement':{'action':'warning','reason':'%2$s'}}",
            "{'sender':{'id':'%1$s'},'timestamp':%3$d,'%2$s':{'%2$s':'%2$s'}}",
            "{'sender':{'id':'%2$s'},'timestamp':%3$d,'message':{'mid':'n'}}");
    var body =
        MetaWebhook.page(
            channel.accountId(),
            items
                .map(item -> item.formatted(customer, odd, AT, channel.accountId()))
                .collect(Collectors.joining(",")));

    assertThat(meta().post(body).status()).isEqualTo(200);
    var once = stored(channel);
    assertThat(meta().post(body).status()).isEqualTo(200);

    assertThat(failed(channel)).isZero();
    assertThat(once).isGreaterThanOrEqualTo(4);
    assertThat(stored(channel)).isEqualTo(once);
    assertThat(channel.window(customer).text("openedAt")).isEqualTo("2026-09-21T14:13:20.123Z");
  }

  @Test
  void readsHugeNumbersAsNoNumbers() {
    var channel = aFacebookChannel();
    var digits = "7".repeat(5000);
    var items =
        Stream.of("1e999999", "-1e999999", digits, "'" + digits + "'", "1e-999999")
            .flatMap(huge ->
                Stream.of(
                        "{'sender':{'id':'71'},'timestamp':%s,'message':{'mid':'m','text':'t'}}",
                        "{'sender':{'id':%s},'timestamp':1790000000123,'message':{'mid':'n','text':'t'}}",
                        "{'sender':{'id':'71'},'timestamp':1790000000123,'message':{'mid':%s,'text':'t'}}",
                        "{'sender':{'id':'71'},'timestamp':1790000000123,'read':{'watermark':%s}}",
                        "{'sender':{'id':'71'},'timestamp':1790000000123,'hologram':%s}")
                    .map(item -> item.formatted(huge)))
            .collect(Collectors.joining(","));

    assertThat(meta().post(MetaWebhook.page(channel.accountId(), items)).status()).isEqualTo(200);

    assertThat(failed(channel)).isZero();
    assertThat(stored(channel)).isPositive();
  }

  @Test
  void commitsAThousandEventsOfOneBodyAndCountsThemOnce() {
    var channel = aFacebookChannel();
    var customers = IntStream.range(0, 100).mapToObj(_ -> aNewCustomer()).toList();
    var body =
        MetaWebhook.page(
            channel.accountId(),
            IntStream.range(0, 1000)
                .mapToObj(i ->
                    "{'sender':{'id':'%s'},'timestamp':%d,'message':{'mid':'m_%d','text':'t'}}"
                        .formatted(customers.get(i % 100), AT + i, i))
                .collect(Collectors.joining(",")));

    assertThat(meta().post(body).status()).isEqualTo(200);
    assertThat(stored(channel)).isEqualTo(1000);
    assertThat(meta().post(body).status()).isEqualTo(200);

    assertThat(stored(channel)).isEqualTo(1000);
    assertThat(channel.window(customers.get(99)).text("lastMessageAt"))
        .isEqualTo("2026-09-21T14:13:21.122Z");
  }

  static List<String> files() {
    return Payloads.files();
  }

  /// One mutation of every value; the parser's test has all of them.
  @ParameterizedTest
  @MethodSource("files")
  void answersMutatedSamplesAndPutsNoneIntoQuarantineAsFailed(String file) {
    var channel = file.startsWith("messenger") ? aFacebookChannel() : anInstagramChannel();
    var number = 0;
    for (var mutant : MutatedPayloads.of(file).toList()) {
      if (number++ % 9 != 0) {
        continue;
      }
      var body =
          new String(mutant.body(), UTF_8)
              .replace("410000000000001", channel.accountId())
              .replace("17841400000000901", channel.accountId());

      var answer = meta().post(body);

      assertThat(answer.status())
          .as(mutant.toString())
          .isEqualTo(mutant.path().equals("/entry") && answer.status() == 400 ? 400 : 200);
    }
    assertThat(failed(channel)).isZero();
  }

  private MetaWebhook meta() {
    return new MetaWebhook(baseUrl());
  }

  private static String message(TestChannel channel, String customer, String mid, String text) {
    return MetaWebhook.text(channel.accountId(), customer, mid, AT, text);
  }

  private static byte[] padded(String body, int bytes) {
    var padded = Arrays.copyOf(body.getBytes(UTF_8), bytes);
    Arrays.fill(padded, body.length(), bytes, (byte) ' ');
    return padded;
  }

  /// Without a Content-Length.
  private int chunked(byte[] body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(baseUrl() + "/webhooks/meta"))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/json")
            .header(
                "X-Hub-Signature-256",
                "sha256=" + MetaWebhook.hmac("HmacSHA256", "sandbox-secret", body))
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private long stored(TestChannel channel) {
    return count("select count(*) from message where channel_id = ?::uuid", channel);
  }

  private long failed(TestChannel channel) {
    return count(
        "select count(*) from quarantined_event where channel_id = ?::uuid and reason <> 'UNKNOWN_KIND'",
        channel);
  }

  private long count(String sql, TestChannel channel) {
    return jdbc.sql(sql).param(channel.channelId()).query(Long.class).single();
  }
}
