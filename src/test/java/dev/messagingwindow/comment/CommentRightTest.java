package dev.messagingwindow.comment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// What the webhook's comments and visitor posts give a right to, read over HTTP.
class CommentRightTest extends ServiceTest {

  private static final String PAGE_COMMENT = "901000000000708_903000000085259";
  private static final String POST = "410000000000001_72930000000232";

  private static final DateTimeFormatter JSON_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  @Autowired private CommentRetention retention;

  @ParameterizedTest
  @CsvSource({
    "messenger/90_feed_comment_add,              comments, 901000000000708_903000000085259, 0, false",
    "messenger/92_feed_visitor_post_add,         posts,    410000000000001_72930000000232,  0, false",
    "instagram/90_comments_changes_form,         comments, 17890000000000001,               1, false",
    "instagram/91_comments_flat_field_value_form,comments, 17890000000000002,               1, false",
    "instagram/92_live_comments,                 comments, 17890000000000003,               1, true",
  })
  void aCommentOfACustomerGivesTheRightForSevenDays(
      String sample, String kind, String id, int createdAt, boolean live) {
    var channel = sample.startsWith("messenger") ? aFacebookChannel() : anInstagramChannel();
    var customer = aNewCustomer();

    assertThat(meta().post(sample(sample, channel, customer)).status()).isEqualTo(200);

    var right = right(channel, kind, id);
    assertThat(right.status()).isEqualTo(200);
    assertThat(right.text("state")).isEqualTo("OPEN");
    assertThat(right.text("channelId")).isEqualTo(channel.channelId());
    assertThat(right.text(kind.equals("posts") ? "postId" : "commentId")).isEqualTo(id);
    assertThat(right.text(kind.equals("posts") ? "commentId" : "postId")).isNull();
    assertThat(right.text("customerId")).isEqualTo(customer);
    assertThat(right.text("createdAt")).isEqualTo(at(createdAt));
    assertThat(right.text("closesAt")).isEqualTo(at(createdAt + 7 * 24 * 60 * 60));
    assertThat(right.at("live").asBoolean()).isEqualTo(live);
    assertThat(right.text("usedBy")).isNull();
  }

  @Test
  void aCommentAndAPostOfTheSameIdAreTwoThings() {
    var channel = aFacebookChannel();
    channel.comments(aNewCustomer(), "{'commentId':'1_2'}");

    assertThat(channel.privateReply("1_2").text("state")).isEqualTo("OPEN");
    assertThat(channel.privateReplyToPost("1_2").text("state")).isEqualTo("UNKNOWN");
  }

  @Test
  void anUnknownCommentHasAnAnswerToo() {
    var right = aFacebookChannel().privateReply("1_2");

    assertThat(right.status()).isEqualTo(200);
    assertThat(right.text("state")).isEqualTo("UNKNOWN");
    assertThat(right.text("createdAt")).isNull();
    assertThat(right.text("closesAt")).isNull();
  }

  @Test
  void theRightBelongsToItsChannel() {
    var channel = aFacebookChannel();
    var comment = channel.comments(aNewCustomer(), "{}");

    assertThat(aFacebookChannel().privateReply(comment).text("state")).isEqualTo("UNKNOWN");
  }

  @Test
  void isHalfOpenLikeTheWindows() {
    var channel = aFacebookChannel();
    var comment = channel.comments(aNewCustomer(), "{}");
    var closesAt = Instant.parse(channel.privateReply(comment).text("closesAt"));

    advance(Duration.between(now(), closesAt).minusMillis(1));
    assertThat(channel.privateReply(comment).text("state")).isEqualTo("OPEN");

    advance(Duration.ofMillis(1));
    assertThat(channel.privateReply(comment).text("state")).isEqualTo("EXPIRED");
    assertThat(channel.privateReply(comment).text("closesAt")).isEqualTo(json(closesAt));
  }

  @Test
  void neverOpensOrMovesAWindow() {
    var channel = aFacebookChannelWithExtendedWindow();
    var stranger = aNewCustomer();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");
    advance(Duration.ofHours(30));
    var before = channel.window(customer);

    channel.comments(stranger, "{}");
    channel.comments(customer, "{}");
    channel.posts(customer, "{}");

    assertThat(channel.window(stranger).text("state")).isEqualTo("NEVER_OPENED");
    assertThat(channel.window(customer).body()).isEqualTo(before.body());
    var listed = api().get(channel.path("/conversations"));
    assertThat(listed.at("conversations").size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"feed comment", "feed post", "instagram"})
  void theAccountsOwnWordsGiveNone(String what) {
    var channel = what.equals("instagram") ? anInstagramChannel() : aFacebookChannel();
    var own = channel.accountId();

    var answered =
        meta()
            .post(
                switch (what) {
                  case "feed comment" -> MetaWebhook.feed(own, comment("add", "1_2", from(own)));
                  case "feed post" -> MetaWebhook.feed(own, post("add", "1_2", from(own)));
                  default -> sample("instagram/90_comments_changes_form", channel, own);
                });

    assertThat(answered.status()).isEqualTo(200);
    assertThat(channel.privateReply("1_2").text("state")).isEqualTo("UNKNOWN");
    assertThat(channel.privateReplyToPost("1_2").text("state")).isEqualTo("UNKNOWN");
    assertThat(channel.privateReply("17890000000000001").text("state")).isEqualTo("UNKNOWN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"edited", "hide", "unhide", "follow"})
  void onlyNewCommentsGiveOne(String verb) {
    var channel = aFacebookChannel();

    meta().post(MetaWebhook.feed(channel.accountId(), comment(verb, "1_2", from("71"))));

    assertThat(channel.privateReply("1_2").text("state")).isEqualTo("UNKNOWN");
  }

  @Test
  void aCommentOfNobodyNamedGivesARightWithoutACustomer() {
    var channel = aFacebookChannel();

    meta().post(MetaWebhook.feed(channel.accountId(), comment("add", "1_2", "")));

    assertThat(channel.privateReply("1_2").text("state")).isEqualTo("OPEN");
    assertThat(channel.privateReply("1_2").text("customerId")).isNull();
  }

  @Test
  void learnsTheCustomerFromALaterDelivery() {
    var channel = aFacebookChannel();
    meta().post(MetaWebhook.feed(channel.accountId(), comment("add", "1_2", "")));

    meta().post(MetaWebhook.feed(channel.accountId(), comment("add", "1_2", from("71"))));

    assertThat(channel.privateReply("1_2").text("customerId")).isEqualTo("71");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRemovalEndsItWhicheverComesFirst(boolean removalFirst) {
    var channel = aFacebookChannel();
    var events =
        new ArrayList<>(
            List.of(
                sample("messenger/90_feed_comment_add", channel, "71"),
                sample("messenger/91_feed_comment_remove", channel, "71")));
    if (removalFirst) {
      Collections.reverse(events);
    }

    events.forEach(event -> meta().post(event));
    events.forEach(event -> meta().post(event));

    var right = channel.privateReply(PAGE_COMMENT);
    assertThat(right.text("state")).isEqualTo("REMOVED");
    assertThat(right.text("createdAt")).isEqualTo(at(0));
    assertThat(right.text("removedAt")).isEqualTo(at(100));
  }

  @Test
  void aRemovalInTheSameBodyEndsIt() {
    var channel = aFacebookChannel();
    var both =
        "{'object':'page','entry':[{'id':'%s','time':1790000101000,'changes':[{'field':'feed','value':%s},{'field':'feed','value':%s}]}]}"
            .formatted(
                channel.accountId(),
                comment("remove", "1_2", ""),
                comment("add", "1_2", from("71")))
            .replace('\'', '"');

    meta().post(both);

    assertThat(channel.privateReply("1_2").text("state")).isEqualTo("REMOVED");
    assertThat(channel.privateReply("1_2").text("customerId")).isEqualTo("71");
  }

  @Test
  void aRemovedPostGivesNoneEither() {
    var channel = aFacebookChannel();
    meta().post(sample("messenger/92_feed_visitor_post_add", channel, "71"));

    meta().post(MetaWebhook.feed(channel.accountId(), post("remove", POST, from("71"))));

    assertThat(channel.privateReplyToPost(POST).text("state")).isEqualTo("REMOVED");
  }

  @Test
  void aRepeatWithALaterTimeDoesNotProlongIt() {
    var channel = anInstagramChannel();
    var body = sample("instagram/90_comments_changes_form", channel, "71");
    meta().post(body);

    meta().post(body.replace(second(1), second(60)));

    assertThat(channel.privateReply("17890000000000001").text("createdAt")).isEqualTo(at(1));
  }

  @Test
  void oneOfManyEqualDeliveriesAtOnceCounts() throws Exception {
    var channel = aFacebookChannel();
    var add = sample("messenger/90_feed_comment_add", channel, "71");
    var remove = sample("messenger/91_feed_comment_remove", channel, "71");
    var calls = new ArrayList<Callable<Answer>>();
    for (var i = 0; i < 8; i++) {
      var body = i % 2 == 0 ? add : remove;
      calls.add(() -> meta().post(body));
    }

    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var answer : threads.invokeAll(calls)) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
    }

    assertThat(channel.privateReply(PAGE_COMMENT).text("state")).isEqualTo("REMOVED");
    assertThat(rights(channel)).isEqualTo(1);
  }

  /// As the customers' instants: Meta delivers late, and who connects again keeps the channel.
  @Test
  void surviveADisconnectedChannel() {
    var channel = aFacebookChannel();
    assertThat(api().delete(channel.path("")).status()).isEqualTo(204);

    meta().post(sample("messenger/90_feed_comment_add", channel, "71"));
    connect("FACEBOOK", channel.accountId(), false);

    assertThat(channel.privateReply(PAGE_COMMENT).text("state")).isEqualTo("OPEN");
  }

  @Test
  void keepsNoTextOfAComment() {
    var channel = aFacebookChannel();

    channel.comments("7133", "{'text':'Is it still there?'}");

    var stored =
        jdbc.sql("select row_to_json(r)::text from private_reply_right r where channel_id = ?")
            .param(UUID.fromString(channel.channelId()))
            .query(String.class)
            .single();
    assertThat(stored).contains("7133").doesNotContain("still");
  }

  @Test
  void isForgottenLongAfterItsEnd() {
    var channel = aFacebookChannel();
    var comment = channel.comments(aNewCustomer(), "{}");
    meta().post(MetaWebhook.feed(channel.accountId(), comment("remove", "3_4", "")));
    advance(Duration.ofDays(36));
    retention.run();
    assertThat(channel.privateReply(comment).text("state")).isEqualTo("EXPIRED");

    advance(Duration.ofDays(1));
    retention.run();

    assertThat(channel.privateReply(comment).text("state")).isEqualTo("UNKNOWN");
    assertThat(rights(channel)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "<script>", ""})
  void passesOverIdsThatAreNone(String id) {
    var channel = aFacebookChannel();

    var answered =
        meta().post(MetaWebhook.feed(channel.accountId(), comment("add", id, from("71"))));

    assertThat(answered.status()).isEqualTo(200);
    assertThat(rights(channel)).isZero();
  }

  /// Some seconds after the base time of the samples, which stands for ten minutes ago.
  private Instant after(int seconds) {
    return now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(600).plusSeconds(seconds);
  }

  private String second(int after) {
    return Long.toString(after(after).getEpochSecond());
  }

  private String at(int after) {
    return json(after(after));
  }

  private static String json(Instant instant) {
    return JSON_TIME.format(instant);
  }

  private MetaWebhook meta() {
    return new MetaWebhook(baseUrl());
  }

  private long rights(TestChannel channel) {
    return jdbc.sql("select count(*) from private_reply_right where channel_id = ?")
        .param(UUID.fromString(channel.channelId()))
        .query(Long.class)
        .single();
  }

  private static Answer right(TestChannel channel, String kind, String id) {
    return kind.equals("posts") ? channel.privateReplyToPost(id) : channel.privateReply(id);
  }

  /// @param from empty, or with a comma behind it
  private String comment(String verb, String id, String from) {
    return "{'item':'comment','verb':'%s','comment_id':'%s',%s'created_time':%s}"
        .formatted(verb, id, from, second(0));
  }

  private String post(String verb, String id, String from) {
    return "{'item':'post','verb':'%s','post_id':'%s',%s'created_time':%s}"
        .formatted(verb, id, from, second(0));
  }

  private static String from(String id) {
    return "'from':{'id':'%s','name':'Test'},".formatted(id);
  }

  private String sample(String file, TestChannel channel, String customer) {
    try (var stream = CommentRightTest.class.getResourceAsStream("/payloads/" + file + ".json")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .replace("\"id\": \"410000000000001\"", "\"id\": \"" + channel.accountId() + "\"")
          .replaceAll(": 1790000(\\d{3})\\b", ": <$1>")
          .replace("<000>", second(0))
          .replace("<001>", second(1))
          .replace("<100>", second(100))
          .replace("<101>", second(101))
          .replace("17841400000000901", channel.accountId())
          .replace("7100000000000011", customer)
          .replace("6800000000000021", customer);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
