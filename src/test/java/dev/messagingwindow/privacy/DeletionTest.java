package dev.messagingwindow.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.MetaUser;
import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// What Meta tells about the person whose login connected a channel. A batch has five rows here.
class DeletionTest extends ServiceTest {

  @Autowired private Deletions deletions;
  @Autowired private List<PersonalData> personalData;

  private MetaUser meta;
  private String user;

  @BeforeEach
  void somebodyLoggedIn() {
    meta = new MetaUser(baseUrl());
    user = "9" + aNewCustomer();
  }

  @Test
  void disconnectsTheChannelsOfAPersonWhoRemovedTheApp() {
    var own = aChannelOf(user);
    var alsoOwn = aChannelOf(user);
    var others = aChannelOf("4711");
    var customer = aNewCustomer();
    own.customerWrites(customer, "Hello");

    var answer = meta.deauthorizes(payload(0));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(status(own)).isEqualTo("DISCONNECTED");
    assertThat(status(alsoOwn)).isEqualTo("DISCONNECTED");
    assertThat(status(others)).isEqualTo("CONNECTED");
    assertThat(tokens(own)).isZero();
    assertThat(own.window(customer).text("lastMessageAt")).isNotNull();
    assertThat(meta.deauthorizes(payload(0)).status()).isEqualTo(200);
  }

  /// A copy of an old request, or one that Meta repeats for a day and a half.
  @ParameterizedTest
  @ValueSource(strings = {"/deauthorize", "/data-deletion"})
  void leavesAloneWhatWasConnectedAfterThePersonAsked(String path) {
    var request = MetaUser.signed(payload(0));
    advance(Duration.ofMinutes(1));
    var channel = aChannelOf(user);

    var answer = meta.post(path, request);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(status(channel)).isEqualTo("CONNECTED");
    assertThat(tokens(channel)).isEqualTo(1);
  }

  @Test
  void dropsTheTokenAtOnceAndTellsWhereTheDeletionCanBeFollowed() {
    var channel = aChannelOf(user);

    var answer = meta.wantsDeletion(payload(0));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(tokens(channel)).isZero();
    var code = answer.text("confirmation_code");
    assertThat(code).matches("[0-9a-f]{32}");
    assertThat(answer.text("url")).isEqualTo(baseUrl() + "/deletions/" + code);
  }

  @Test
  void deletesEverybodyOfThePersonsChannelsInBatchesAndSaysWhenItIsDone() {
    var channel = aChannelOf(user);
    var others = aChannelOf("4711");
    IntStream.range(0, 12).forEach(_ -> channel.customerWrites(aNewCustomer(), "Hello"));
    others.customerWrites(aNewCustomer(), "Hello");
    var code = meta.wantsDeletion(payload(0)).text("confirmation_code");
    assertThat(rows("message", channel) + rows("conversation", channel)).isEqualTo(24);

    assertThat(deletions.runOnce()).isTrue();

    assertThat(rows("message", channel) + rows("conversation", channel)).isEqualTo(19);
    assertThat(page(code).body()).contains("in progress").doesNotContain("done");
    deletions.runOnce();
    deletions.runOnce(); // rows of two tables
    assertThat(rows("message", channel) + rows("conversation", channel)).isEqualTo(9);
    runAll();
    assertThat(rows("message", channel) + rows("conversation", channel)).isZero();
    assertThat(page(code).body()).contains("in progress");
    advance(Duration.ofMinutes(1));
    runAll();
    assertThat(page(code).body()).contains("done").doesNotContain("in progress");
    assertThat(rows("message", others)).isEqualTo(1);
    assertThat(status(others)).isEqualTo("CONNECTED");
  }

  @Test
  void deletesAllThatIsKeptAboutCustomersAndLeavesTheDecisions() {
    var channel = aChannelOf(user);
    var others = aChannelOf("4711");
    leaveTracesEverywhere(channel);
    leaveTracesEverywhere(others);
    var before = kept(channel);
    var othersBefore = kept(others);
    assertThat(before.values()).allMatch(rows -> rows > 0);

    meta.wantsDeletion(payload(0));
    runAll();

    assertThat(kept(channel))
        .allSatisfy((table, rows) ->
            assertThat(rows).as(table).isEqualTo(table.equals("decision") ? before.get(table) : 0));
    assertThat(kept(others)).isEqualTo(othersBefore);
  }

  @Test
  void isDoneOnlyWhenAllChannelsAreEmpty() {
    var first = aChannelOf(user);
    var second = aChannelOf(user);
    first.customerWrites(aNewCustomer(), "Hello");
    second.customerWrites(aNewCustomer(), "Hello");
    var code = meta.wantsDeletion(payload(0)).text("confirmation_code");
    advance(Duration.ofMinutes(1));

    while (rows("message", first) + rows("message", second) > 0) {
      assertThat(page(code).body()).contains("in progress");
      assertThat(deletions.runOnce()).isTrue();
    }
    runAll();

    assertThat(page(code).body()).contains("done");
  }

  @Test
  void canBeTriedInTheSandbox() {
    var channel = aChannelOf(user);

    var removed = api().post("/sandbox/users/" + user + "/deauthorize", "");
    var deletion = api().post("/sandbox/users/" + user + "/data-deletion", "");

    assertThat(removed.text("status")).isEqualTo("200");
    assertThat(status(channel)).isEqualTo("DISCONNECTED");
    assertThat(deletion.text("status")).isEqualTo("200");
    assertThat(deletion.text("body")).contains("confirmation_code");
  }

  @Test
  void keepsAProofThatNamesNobody() {
    aChannelOf(user);
    var code = meta.wantsDeletion(payload(0)).text("confirmation_code");
    advance(Duration.ofMinutes(1));
    runAll();

    assertThat(proof(code)).contains(code).doesNotContain(user);
    assertThat(
            jdbc.sql("select count(*) from channel where channel::text like ?")
                .param("%" + user + "%")
                .query(Long.class)
                .single())
        .isZero();
    assertThat(page(code).body()).doesNotContain(user);
  }

  @Test
  void givesTheSamePersonTheSameCodeAndAnotherPersonAnother() {
    var first = meta.wantsDeletion(payload(0)).text("confirmation_code");

    assertThat(meta.wantsDeletion(payload(0)).text("confirmation_code")).isEqualTo(first);
    assertThat(meta.wantsDeletion(payload("4712", 0)).text("confirmation_code"))
        .isNotEqualTo(first);
  }

  @Test
  void isDoneAtOnceForAPersonWithoutAChannel() {
    var code = meta.wantsDeletion(payload(0)).text("confirmation_code");

    assertThat(page(code).body()).contains("done");
  }

  @Test
  void deletesAgainWhatThePersonConnectedSince() {
    var channel = aChannelOf(user);
    var code = meta.wantsDeletion(payload(0)).text("confirmation_code");
    advance(Duration.ofMinutes(1));
    runAll();
    reconnect(channel);
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");
    assertThat(rows("message", channel)).isEqualTo(1);

    assertThat(meta.wantsDeletion(payload(0)).text("confirmation_code")).isEqualTo(code);

    assertThat(page(code).body()).contains("in progress");
    advance(Duration.ofMinutes(1));
    runAll();
    assertThat(rows("message", channel)).isZero();
    assertThat(page(code).body()).contains("done");
  }

  @Test
  void letsAnAccountBeConnectedAgainOnlyWhenItsDataAreDeleted() {
    var channel = aChannelOf(user);
    channel.customerWrites(aNewCustomer(), "Old");
    meta.wantsDeletion(payload(0));
    advance(Duration.ofSeconds(30));
    runAll();

    var early = connecting(channel);

    assertThat(early.status()).isEqualTo(503);
    assertThat(early.problem()).isEqualTo("unavailable");
    assertThat(early.headers().firstValue("Retry-After")).contains("60");

    advance(Duration.ofSeconds(30));
    runAll();
    reconnect(channel);
    channel.customerWrites(aNewCustomer(), "New");
    advance(Duration.ofMinutes(1));
    runAll();
    assertThat(rows("message", channel)).isEqualTo(1);
  }

  @Test
  void keepsNothingOfWhatStillArrivesUntilTheAccountIsConnectedAgain() {
    var channel = aChannelOf(user);
    meta.wantsDeletion(payload(0));
    var customer = aNewCustomer();
    var event =
        MetaWebhook.text(
            channel.accountId(), customer, "m_late", now().toEpochMilli(), "Still there?");

    assertThat(new MetaWebhook(baseUrl()).post(event).status()).isEqualTo(200);
    assertThat(rows("conversation", channel)).isZero();

    advance(Duration.ofMinutes(1));
    runAll();
    reconnect(channel);
    assertThat(new MetaWebhook(baseUrl()).post(event).status()).isEqualTo(200);
    assertThat(rows("message", channel)).isEqualTo(1);
  }

  @Test
  void showsAPageWithoutAScriptToWhoeverHasTheCode() {
    var code = meta.wantsDeletion(payload(0)).text("confirmation_code");

    var page = page(code);

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
    assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(page.headers().allValues("Cache-Control"))
        .singleElement()
        .asString()
        .contains("no-store");
    assertThat(page.body())
        .startsWith("<!DOCTYPE html>")
        .contains("<html lang=\"en\">", "<h1>", code)
        .doesNotContain("<script", "http://", "https://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000000000000000000000000000", "x", "%3Cscript%3Es3nt", "a%20b"})
  void tellsNothingForACodeThatWasNotGivenOut(String code) {
    var page = page(code);

    assertThat(page.status()).isEqualTo(404);
    assertThat(page.body())
        .contains("No deletion has this confirmation code")
        .doesNotContain("s3nt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'user_id':'1','algorithm':'HMAC-SHA1','issued_at':%d}    | forbidden", // another
        // algorithm
        "{'user_id':'1','algorithm':'none','issued_at':%d}         | forbidden",
        "{'user_id':'1','issued_at':%d}                            | forbidden",
        "{'user_id':'1','algorithm':'HMAC-SHA256'}                 | forbidden", // no time
        "{'user_id':'1','algorithm':'HMAC-SHA256','issued_at':'x'} | forbidden",
        "{'user_id':'1','algorithm':'HMAC-SHA256','issued_at':%d,'expires':1758800000} | forbidden",
        "{'algorithm':'HMAC-SHA256','issued_at':%d}                | invalid-request", // nobody
        "{'user_id':{},'algorithm':'HMAC-SHA256','issued_at':%d}   | invalid-request",
        "{'user_id':'a b','algorithm':'HMAC-SHA256','issued_at':%d}| invalid-request",
        "[]                                                        | forbidden",
        "'s3nt'                                                    | forbidden",
        "s3nt                                                      | invalid-request", // no JSON
        "``                                                        | forbidden",
      })
  void refusesASignedPayloadThatMakesNoSense(String payload, String problem) {
    for (var path : new String[] {"/deauthorize", "/data-deletion"}) {
      var refused =
          meta.post(path, MetaUser.signed(payload.replace("%d", "" + now().getEpochSecond())));

      assertThat(refused.problem()).as(refused.body()).isEqualTo(problem);
      assertThat(refused.body()).doesNotContain("s3nt");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-129600, 200", // 36 hours: as long as Meta repeats
    "-129601, 403",
    "300, 200", // clocks that differ
    "301, 403",
  })
  void takesARequestOnlyLately(long secondsFromNow, int status) {
    assertThat(meta.deauthorizes(payload(secondsFromNow)).status()).isEqualTo(status);
    assertThat(meta.wantsDeletion(payload(secondsFromNow)).status()).isEqualTo(status);
  }

  @Test
  void refusesARequestAtTheMomentAtWhichItExpires() {
    var expiring =
        "{'user_id':'%s','algorithm':'HMAC-SHA256','issued_at':%d,'expires':%d}"
            .formatted(user, now().getEpochSecond(), now().getEpochSecond() + 1);

    assertThat(meta.deauthorizes(expiring).status()).isEqualTo(200);
    advance(Duration.ofSeconds(1));
    assertThat(meta.deauthorizes(expiring).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "signed_request",
        "signed_request=",
        "signed_request=s3nt",
        "signed_request=.",
        "signed_request=..",
        "signed_request=%zz.%",
        "signed_request=%00.%ff",
        "signed_request=" + "s3nt.eyJ1c2VyX2lkIjoiMSJ9",
        "signed_request=*.*",
        "other=s3nt&signed_request",
        "&&&=&",
        "{\"signed_request\":\"s3nt\"}",
      })
  void refusesGarbage(String form) {
    for (var path : new String[] {"/deauthorize", "/data-deletion"}) {
      var refused = meta.send(path, form);

      assertThat(refused.status()).as(refused.body()).isIn(400, 403);
      assertThat(refused.body()).doesNotContain("s3nt");
    }
  }

  @Test
  void refusesASignatureThatIsNotMetas() {
    var parts = MetaUser.signed(payload(0)).split("\\.", -1);
    var another = MetaUser.signed(payload("4712", 0)).split("\\.", -1);

    assertThat(meta.post("/data-deletion", another[0] + "." + parts[1]).status()).isEqualTo(403);
    assertThat(meta.post("/data-deletion", "." + parts[1]).status()).isEqualTo(403);
    assertThat(meta.post("/data-deletion", parts[0].substring(1) + "." + parts[1]).status())
        .isEqualTo(403);
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    var refused = meta.send("/data-deletion", "signed_request=" + "a".repeat(16 * 1024));

    assertThat(refused.problem()).isEqualTo("payload-too-large");
  }

  private void leaveTracesEverywhere(TestChannel channel) {
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");
    channel.agentSends(customer, "Hello too");
    channel.comments(customer, "{}");
    var webhook = new MetaWebhook(baseUrl());
    var from = "{'sender':{'id':'%s'},'recipient':{'id':'1'},".formatted(customer);
    var kinds =
        List.of(
            "'message_edit':{'mid':'m_of_%s','text':'Hi','num_edit':1}}".formatted(customer),
            "'new_kind':{'a':1}}");
    kinds.forEach(kind ->
        webhook.post(
            MetaWebhook.page(
                channel.accountId(),
                from + "'timestamp':%d,".formatted(now().toEpochMilli()) + kind)));
  }

  /// How many rows of each table that holds something of customers.
  private Map<String, Long> kept(TestChannel channel) {
    var kept = new TreeMap<String, Long>();
    personalData.stream()
        .flatMap(data -> data.tables().stream())
        .forEach(table -> kept.put(table, rows(table, channel)));
    return kept;
  }

  private void runAll() {
    while (deletions.runOnce()) {
      // one batch after the other
    }
  }

  private TestChannel aChannelOf(String metaUserId) {
    var channel = aFacebookChannel();
    connectedBy(channel, metaUserId);
    return channel;
  }

  private void connectedBy(TestChannel channel, String metaUserId) {
    jdbc.sql("update channel set meta_user_id = ? where channel_id = ?::uuid")
        .params(metaUserId, channel.channelId())
        .update();
  }

  private Answer connecting(TestChannel channel) {
    return api()
        .post(
            "/api/v1/channels",
            "{'platform':'FACEBOOK','accountId':'%s','name':'Test','accessToken':'EAAtest','extendedWindow':false}"
                .formatted(channel.accountId()));
  }

  private void reconnect(TestChannel channel) {
    var again = connect("FACEBOOK", channel.accountId(), false);
    assertThat(again.channelId()).isEqualTo(channel.channelId());
    connectedBy(channel, user);
  }

  private String payload(long secondsFromNow) {
    return payload(user, secondsFromNow);
  }

  private String payload(String userId, long secondsFromNow) {
    return "{'user_id':'%s','algorithm':'HMAC-SHA256','issued_at':%d}"
        .formatted(userId, now().getEpochSecond() + secondsFromNow);
  }

  private Answer page(String code) {
    return Api.at(baseUrl()).get("/deletions/" + code);
  }

  private static String status(TestChannel channel) {
    return channel.api().get(channel.path("")).text("status");
  }

  private long tokens(TestChannel channel) {
    return jdbc.sql("select count(token) from channel where channel_id = ?::uuid")
        .param(channel.channelId())
        .query(Long.class)
        .single();
  }

  private long rows(String table, TestChannel channel) {
    return jdbc.sql("select count(*) from %s where channel_id = ?::uuid".formatted(table))
        .param(channel.channelId())
        .query(Long.class)
        .single();
  }

  private String proof(String code) {
    return jdbc.sql(
            """
            select string_agg(r::text || c::text, ' ') from deletion_request r
            join deletion_channel c on c.code = r.code where r.code = ?
            """)
        .param(code)
        .query(String.class)
        .single();
  }
}
