package dev.messagingwindow.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.encryption.Encryption;
import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class ChannelsTest extends ServiceTest {

  private static final String TOKEN = "EAAsecretToken4711";
  private static final String NOBODY = "00000000-0000-7000-8000-000000000000";

  @Autowired private Encryption encryption;
  @Autowired private TransactionTemplate transaction;

  @Test
  void answersAConnectedChannelAsDocumented() {
    var accountId = aNewAccountId();

    var connected = connecting("FACEBOOK", accountId, "'extendedWindow':true");

    assertThat(connected.status()).isEqualTo(201);
    var channelId = connected.text("channelId");
    assertThat(UUID.fromString(channelId).version()).isEqualTo(7);
    assertThat(connected.headers().firstValue("Location").orElseThrow())
        .endsWith("/api/v1/channels/" + channelId);
    assertThat(connected.body())
        .isEqualTo(
            """
            {"channelId":"%s","platform":"FACEBOOK","login":"FACEBOOK","accountId":"%s","pageId":null,\
            "name":"Test Page","status":"CONNECTED","extendedWindow":true,"windowDuration":"P7D",\
            "connectedAt":"%s","disconnectedAt":null,"hold":null,"warnings":[],\
            "connectionHealth":{"lastError":null,"tokenExpiresAt":null,"dataAccessExpiresAt":null,\
            "lastCheckedAt":null,"expiringSoon":[],"notices":["HUMAN_AGENT_NOT_APPROVED"],\
            "backfill":{"state":"RUNNING","since":"2026-09-18T18:00:00.000Z","until":"2026-09-25T18:00:00.000Z",\
            "counted":0,"errorCode":null,"finishedAt":null}}}\
            """
                .formatted(channelId, accountId, milliseconds()));
    assertThat(api().get("/api/v1/channels/" + channelId).body()).isEqualTo(connected.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"'pageId':null", "'extendedWindow':null", "'extendedWindow':false"})
  void has24HoursWhenNothingElseWasAskedFor(String option) {
    var connected = connecting("FACEBOOK", aNewAccountId(), option);

    assertThat(connected.at("extendedWindow").asBoolean()).isFalse();
    assertThat(connected.text("windowDuration")).isEqualTo("PT24H");
  }

  @Test
  void showsTheTokenInNoAnswer() {
    var accountId = aNewAccountId();
    var connected = connecting("FACEBOOK", accountId, "'extendedWindow':true");
    var path = "/api/v1/channels/" + connected.text("channelId");

    var answers =
        List.of(
            connected,
            connecting("FACEBOOK", accountId, "'extendedWindow':true"),
            api().get(path),
            api().get("/api/v1/channels?accountId=" + accountId),
            api().put(path + "/hold", "{'reason':'test'}"),
            api().delete(path + "/hold"),
            connecting("FACEBOOK", aNewAccountId(), "'name':1,'extendedWindow':'maybe'"));

    assertThat(answers).noneMatch(answer -> answer.body().contains(TOKEN));
  }

  @Test
  void storesTheTokenEncryptedUnderTheNameOfItsKey() {
    var channelId = connecting("FACEBOOK", aNewAccountId(), "'pageId':null").text("channelId");

    var stored = token(channelId);

    assertThat(stored).doesNotContain(TOKEN).startsWith("ey");
    assertThat(keyId(channelId)).isEqualTo("sandbox");
    assertThat(encryption.decrypt(Map.of("channel", channelId), stored))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(TOKEN);
  }

  @Test
  void subscribesTheAppAtMetaAndUnsubscribesItAgain() {
    var accountId = aNewAccountId();

    var channelId = connecting("FACEBOOK", accountId, "'pageId':null").text("channelId");
    assertThat(subscribed(accountId)).isTrue();

    assertThat(api().delete("/api/v1/channels/" + channelId).status()).isEqualTo(204);
    assertThat(subscribed(accountId)).isFalse();
  }

  @Test
  void connectsNoAccountTwice() {
    var accountId = aNewAccountId();
    var channelId = connecting("FACEBOOK", accountId, "'extendedWindow':true").text("channelId");

    var again = connecting("FACEBOOK", accountId, "'extendedWindow':false");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.problem()).isEqualTo("channel-already-connected");
    assertThat(channel(channelId).text("windowDuration")).isEqualTo("P7D");
  }

  @Test
  void connectsNoAccountOnHoldAgain() {
    var channel = aFacebookChannel();
    api().put(channel.path("/hold"), "{'reason':'audit'}");

    var again = connecting("FACEBOOK", channel.accountId(), "'extendedWindow':true");

    assertThat(again.problem()).isEqualTo("channel-already-connected");
  }

  @Test
  void connectsAnInstagramAccountByInstagramLoginWithoutAPage() {
    var accountId = "1784" + aNewAccountId();

    var connected = connecting("INSTAGRAM", accountId, "'extendedWindow':true");

    assertThat(connected.status()).isEqualTo(201);
    assertThat(connected.text("login")).isEqualTo("INSTAGRAM");
    assertThat(connected.text("pageId")).isNull();
    assertThat(subscribed(accountId)).isTrue();
  }

  @Test
  void connectsAnInstagramAccountThroughItsPage() {
    var accountId = "1784" + aNewAccountId();
    var pageId = aNewAccountId();

    var connected = connecting("INSTAGRAM", accountId, "'pageId':'%s'".formatted(pageId));

    assertThat(connected.status()).isEqualTo(201);
    assertThat(connected.text("login")).isEqualTo("FACEBOOK");
    assertThat(connected.text("pageId")).isEqualTo(pageId);
    assertThat(subscribed(pageId)).isTrue();
    assertThat(subscribed(accountId)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\"'platform':'FACEBOOK','accountId':'1','pageId':'2','name':'n','accessToken':'t'\"",
        "\"'platform':'FACEBOOK','accountId':'a b','name':'n','accessToken':'t'\"",
        "\"'platform':'FACEBOOK','name':'n','accessToken':'t'\"",
        "\"'platform':'FACEBOOK','accountId':'1','name':' ','accessToken':'t'\"",
        "\"'platform':'FACEBOOK','accountId':'1','name':'n'\"",
        "\"'platform':'FACEBOOK','accountId':'1','name':'n','accessToken':'t t'\"",
        "\"'platform':'WHATSAPP','accountId':'1','name':'n','accessToken':'t'\"",
        "\"'accountId':'1','name':'n','accessToken':'t'\"",
      })
  void refusesARequestThatIsNotOne(String fields) {
    var refused = api().post("/api/v1/channels", "{" + fields + "}");

    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("invalid-request");
  }

  @Test
  void storesNothingWhenMetaRefuses() {
    var accountId = aNewAccountId();

    var refused =
        api()
            .post(
                "/api/v1/channels",
                "{'platform':'FACEBOOK','accountId':'%s','name':'n','accessToken':'invalid-one'}"
                    .formatted(accountId));

    assertThat(refused.status()).isEqualTo(502);
    assertThat(refused.problem()).isEqualTo("meta-refused");
    assertThat(refused.body()).doesNotContain("invalid-one");
    assertThat(refused.at("meta.code").asInt()).isEqualTo(190);
    assertThat(rowsOf(accountId)).isZero();
    assertThat(connecting("FACEBOOK", accountId, "'pageId':null").status()).isEqualTo(201);
  }

  @Test
  void storesNothingWhenMetaDoesNotAnswer() {
    var accountId = aNewAccountId();

    var failed = whileMetaHangs(() -> connecting("FACEBOOK", accountId, "'extendedWindow':true"));

    assertThat(failed.status()).isEqualTo(503);
    assertThat(failed.problem()).isEqualTo("unavailable");
    assertThat(failed.headers().firstValue("Retry-After")).isPresent();
    assertThat(rowsOf(accountId)).isZero();
  }

  @Test
  void deletesTheTokenAndKeepsTheInstantsWhenDisconnected() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");
    var openedAt = channel.window(customer).text("openedAt");

    assertThat(api().delete(channel.path("")).status()).isEqualTo(204);

    assertThat(rowsOf(channel.accountId())).isEqualTo(1);
    assertThat(tokens(channel.channelId())).isZero();
    var shown = channel(channel.channelId());
    assertThat(shown.text("status")).isEqualTo("DISCONNECTED");
    assertThat(shown.text("disconnectedAt")).isEqualTo(milliseconds());
    var window = channel.window(customer);
    assertThat(window.text("openedAt")).isEqualTo(openedAt);
    assertThat(window.text("state")).isEqualTo("STANDARD");
    assertThat(window.at("allowed.human").asBoolean()).isFalse();
  }

  @Test
  void changesNothingWhenDisconnectedTwice() {
    var channel = aFacebookChannel();
    api().delete(channel.path(""));
    var disconnectedAt = channel(channel.channelId()).text("disconnectedAt");
    advance(Duration.ofMinutes(1));

    var again = api().delete(channel.path(""));

    assertThat(again.status()).isEqualTo(204);
    assertThat(channel(channel.channelId()).text("disconnectedAt")).isEqualTo(disconnectedAt);
  }

  @Test
  void disconnectsThoughMetaRefusesToUnsubscribe() {
    var channel = aFacebookChannel();
    // an account that Meta does not know any more
    jdbc.sql("delete from sandbox.account where account_id = ?")
        .param(channel.accountId())
        .update();

    assertThat(api().delete(channel.path("")).status()).isEqualTo(204);
    assertThat(tokens(channel.channelId())).isZero();
  }

  @Test
  void disconnectsThoughMetaDoesNotAnswer() {
    var channel = aFacebookChannel();

    var disconnected = whileMetaHangs(() -> api().delete(channel.path("")));

    assertThat(disconnected.status()).isEqualTo(204);
    assertThat(tokens(channel.channelId())).isZero();
  }

  @Test
  void disconnectsThoughTheTokenCannotBeReadAnyMore() {
    var channel = aFacebookChannel();
    jdbc.sql("update channel set token = 'no.token.of.any.key' where channel_id = ?")
        .param(UUID.fromString(channel.channelId()))
        .update();

    assertThat(api().delete(channel.path("")).status()).isEqualTo(204);
    assertThat(channel(channel.channelId()).text("status")).isEqualTo("DISCONNECTED");
    assertThat(tokens(channel.channelId())).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    // 30 hours after the message
    "false, true,  CLOSED,      HUMAN_AGENT",
    "true,  false, HUMAN_AGENT, CLOSED",
  })
  void givesOldCustomersTheWindowOfTheNewOption(
      boolean before, boolean after, String stateBefore, String stateAfter) {
    var channel = connect("FACEBOOK", aNewAccountId(), before);
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");
    advance(Duration.ofHours(30));
    assertThat(channel.window(customer).text("state")).isEqualTo(stateBefore);

    api().delete(channel.path(""));
    var again = connect("FACEBOOK", channel.accountId(), after);

    assertThat(again.channelId()).isEqualTo(channel.channelId());
    assertThat(channel.window(customer).text("state")).isEqualTo(stateAfter);
    var shown = channel(channel.channelId());
    assertThat(shown.text("status")).isEqualTo("CONNECTED");
    assertThat(shown.text("disconnectedAt")).isNull();
    assertThat(shown.text("connectedAt")).isEqualTo(milliseconds());
    assertThat(rowsOf(channel.accountId())).isEqualTo(1);
  }

  @Test
  void keepsThePageSubscribedUntilItsLastChannelIsGone() {
    var page = aFacebookChannel();
    var instagram =
        connecting(
            "INSTAGRAM", "1784" + aNewAccountId(), "'pageId':'%s'".formatted(page.accountId()));

    api().delete(page.path(""));
    assertThat(subscribed(page.accountId())).isTrue();

    api().delete("/api/v1/channels/" + instagram.text("channelId"));
    assertThat(subscribed(page.accountId())).isFalse();
  }

  @Test
  void allowsNothingOnHoldUntilItIsLifted() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");

    var held = api().put(channel.path("/hold"), "{'reason':'legal'}");

    assertThat(held.status()).isEqualTo(200);
    assertThat(held.text("status")).isEqualTo("ON_HOLD");
    assertThat(held.text("hold.reason")).isEqualTo("legal");
    assertThat(held.text("hold.heldAt")).isEqualTo(milliseconds());
    assertThat(channel.window(customer).text("state")).isEqualTo("STANDARD");
    assertThat(channel.window(customer).at("allowed").toString())
        .isEqualTo("{\"human\":false,\"automation\":false,\"promotion\":false}");

    var lifted = api().delete(channel.path("/hold"));

    assertThat(lifted.status()).isEqualTo(200);
    assertThat(lifted.text("status")).isEqualTo("CONNECTED");
    assertThat(lifted.text("hold")).isNull();
    assertThat(channel.window(customer).at("allowed.promotion").asBoolean()).isTrue();
  }

  @Test
  void staysOnHoldThroughDisconnectingAndConnectingAgain() {
    var channel = aFacebookChannel();
    api().put(channel.path("/hold"), "{'reason':'legal'}");

    api().delete(channel.path(""));
    assertThat(channel(channel.channelId()).text("status")).isEqualTo("DISCONNECTED");
    var again = connect("FACEBOOK", channel.accountId(), true);

    assertThat(channel(again.channelId()).text("status")).isEqualTo("ON_HOLD");
    assertThat(channel(again.channelId()).text("hold.reason")).isEqualTo("legal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'reason':' '}", "{'reason':null}"})
  void takesNoHoldWithoutAReason(String body) {
    assertThat(api().put(aFacebookChannel().path("/hold"), body).status()).isEqualTo(400);
  }

  @Test
  void letsOneOfTwoSimultaneousConnectsWin() throws Exception {
    for (var round = 0; round < 5; round++) {
      var accountId = aNewAccountId();
      Callable<Integer> connecting =
          () -> connecting("FACEBOOK", accountId, "'extendedWindow':true").status();

      var statuses = new ArrayList<Integer>();
      try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var answered : both.invokeAll(List.of(connecting, connecting))) {
          statuses.add(answered.get());
        }
      }

      assertThat(statuses).containsExactlyInAnyOrder(201, 409);
      assertThat(rowsOf(accountId)).isEqualTo(1);
    }
  }

  @Test
  void listsTheChannelsOfAnAccountDisconnectedOnesIncluded() {
    var channel = aFacebookChannel();
    api().delete(channel.path(""));

    var listed = api().get("/api/v1/channels?accountId=" + channel.accountId());

    assertThat(listed.status()).isEqualTo(200);
    assertThat(listed.at("channels").size()).isEqualTo(1);
    assertThat(listed.at("channels.0")).isEqualTo(channel(channel.channelId()).json());
    assertThat(listed.at("nextCursor").isNull()).isTrue();
    assertThat(api().get("/api/v1/channels?accountId=nobody").body())
        .isEqualTo("{\"channels\":[],\"nextCursor\":null}");
  }

  @Test
  void listsEveryChannelOncePageByPage() {
    var mine = new HashSet<String>();
    for (var i = 0; i < 5; i++) {
      mine.add(aFacebookChannel().channelId());
    }

    var seen = new ArrayList<String>();
    String cursor = null;
    do {
      var page =
          api().get("/api/v1/channels?limit=2" + (cursor == null ? "" : "&cursor=" + cursor));
      assertThat(page.at("channels").size()).isBetween(1, 2);
      page.at("channels").forEach(one -> seen.add(one.get("channelId").asString()));
      assertThat(seen).doesNotHaveDuplicates();
      cursor = page.text("nextCursor");
    } while (cursor != null);

    assertThat(seen).containsAll(mine).isSorted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=501", "limit=x", "cursor=x", "accountId=a%20b"})
  void refusesAListingThatIsNotOne(String query) {
    var refused = api().get("/api/v1/channels?" + query);

    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("invalid-request");
  }

  @ParameterizedTest
  @CsvSource({"GET, ''", "DELETE, ''", "DELETE, /hold"})
  void knowsNoChannelThatDoesNotExist(String method, String path) {
    var unknown = api().send(method, "/api/v1/channels/" + NOBODY + path, null);

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.problem()).isEqualTo("channel-not-found");
    assertThat(api().send(method, "/api/v1/channels/17" + path, null).status()).isEqualTo(400);
  }

  private Answer connecting(String platform, String accountId, String more) {
    return api()
        .post(
            "/api/v1/channels",
            "{'platform':'%s','accountId':'%s','name':'Test Page','accessToken':'%s',%s}"
                .formatted(platform, accountId, TOKEN, more));
  }

  /// The stand-in's handler waits for this lock until the service has given up on it.
  private Answer whileMetaHangs(Callable<Answer> call) {
    return transaction.execute(_ -> {
      jdbc.sql("lock table sandbox.account in access exclusive mode").update();
      try {
        return call.call();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private Answer channel(String channelId) {
    return api().get("/api/v1/channels/" + channelId);
  }

  private boolean subscribed(String accountId) {
    var answer = api().get("/sandbox/graph/v25.0/" + accountId + "/subscribed_apps?access_token=x");
    return answer.status() == 200 && answer.at("data").size() == 1;
  }

  private String token(String channelId) {
    return jdbc.sql("select token from channel where channel_id = ?")
        .param(UUID.fromString(channelId))
        .query(String.class)
        .single();
  }

  private String keyId(String channelId) {
    return jdbc.sql("select token_key_id from channel where channel_id = ?")
        .param(UUID.fromString(channelId))
        .query(String.class)
        .single();
  }

  private long tokens(String channelId) {
    return jdbc.sql(
            "select count(*) from channel where channel_id = ? and (token is not null or token_key_id is not null)")
        .param(UUID.fromString(channelId))
        .query(Long.class)
        .single();
  }

  private long rowsOf(String accountId) {
    return jdbc.sql("select count(*) from channel where account_id = ?")
        .param(accountId)
        .query(Long.class)
        .single();
  }

  private String milliseconds() {
    return new DateTimeFormatterBuilder().appendInstant(3).toFormatter().format(now());
  }
}
