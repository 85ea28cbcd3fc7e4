package dev.messagingwindow.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.LoginWalk;
import dev.messagingwindow.testing.ServiceTest;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LoginTest extends ServiceTest {

  @Autowired private Channels channels;
  @Autowired private LoginCleaning cleaning;

  @AfterEach
  void everybodyGoes() {
    LoginWalk.becomeObliging(api());
    api().delete("/sandbox/graph/faults");
  }

  @Test
  void connectsAPageByFacebookLogin() {
    var page = aNewAccountId();
    LoginWalk.become(
        api(),
        "{'pages':[{'id':'%s','name':'Bakery'}],'dataAccessExpiresAt':'2026-12-24T00:00:00Z'}"
            .formatted(page));
    var login = aLogin("FACEBOOK", "FACEBOOK");
    assertThat(login.outcome()).isEqualTo("ready");

    var listed = login.get();
    var chosen = login.choose(page);

    assertThat(listed.text("status")).isEqualTo("READY");
    assertThat(listed.text("outcome")).isEqualTo("ready");
    assertThat(listed.at("accounts").toString())
        .isEqualTo(
            "[{\"accountId\":\"%s\",\"pageId\":null,\"name\":\"Bakery\",\"lacks\":[],\"connectedAs\":null}]"
                .formatted(page));
    assertThat(chosen.text("accounts.0.result")).isEqualTo("CONNECTED");
    var channelId = chosen.text("accounts.0.channel.channelId");
    var channel = api().get("/api/v1/channels/" + channelId);
    assertThat(channel.text("status")).isEqualTo("CONNECTED");
    assertThat(channel.text("windowDuration")).isEqualTo("P7D");
    assertThat(channel.text("connectionHealth.tokenExpiresAt")).isNull();
    assertThat(channel.text("connectionHealth.dataAccessExpiresAt"))
        .isEqualTo("2026-12-24T00:00:00.000Z");
    assertThat(login.get().text("accounts.0.connectedAs")).isEqualTo(channelId);
  }

  @Test
  void connectsAnInstagramAccountThroughItsPage() {
    var page = aNewAccountId();
    var instagram = "1784" + aNewAccountId();
    LoginWalk.become(
        api(),
        "{'pages':[{'id':'%s','name':'Bakery','instagramAccountId':'%s'}]}"
            .formatted(page, instagram));
    var login = aLogin("INSTAGRAM", "FACEBOOK");
    assertThat(login.outcome()).isEqualTo("ready");

    var chosen = login.choose(instagram);

    assertThat(chosen.text("accounts.0.result")).as(chosen.body()).isEqualTo("CONNECTED");
    assertThat(chosen.text("accounts.0.channel.platform")).isEqualTo("INSTAGRAM");
    assertThat(chosen.text("accounts.0.channel.login")).isEqualTo("FACEBOOK");
    assertThat(chosen.text("accounts.0.channel.accountId")).isEqualTo(instagram);
    assertThat(chosen.text("accounts.0.channel.pageId")).isEqualTo(page);
  }

  @Test
  void connectsAnInstagramAccountByInstagramLoginUnderTheIdThatWebhooksName() {
    var instagram = "1784" + aNewAccountId();
    LoginWalk.become(
        api(),
        "{'instagram':{'id':'29000000000000555','userId':'%s','username':'test.shop'}}"
            .formatted(instagram));
    var login = aLogin("INSTAGRAM", "INSTAGRAM");
    assertThat(login.outcome()).isEqualTo("ready");

    var chosen = login.choose(instagram);

    assertThat(chosen.text("accounts.0.result")).as(chosen.body()).isEqualTo("CONNECTED");
    assertThat(chosen.text("accounts.0.channel.accountId")).isEqualTo(instagram);
    assertThat(chosen.text("accounts.0.channel.login")).isEqualTo("INSTAGRAM");
    assertThat(chosen.text("accounts.0.channel.name")).isEqualTo("test.shop");
    assertThat(chosen.text("accounts.0.channel.connectionHealth.tokenExpiresAt"))
        .isEqualTo("2026-11-24T17:59:04.000Z");
    assertThat(metaUserId(chosen.text("accounts.0.channel.channelId")))
        .isEqualTo("29000000000000555");
  }

  @Test
  void connectsEachOfManyAndSaysOfEachWhatBecameOfIt() {
    var good = aNewAccountId();
    var reader = aNewAccountId();
    var connected = aFacebookChannel().accountId();
    LoginWalk.become(
        api(),
        """
        {'pages':[{'id':'%s','name':'Good'},{'id':'%s','name':'Reader','tasks':['ANALYZE']},
        {'id':'%s','name':'There'}]}
        """
            .formatted(good, reader, connected));
    var login = aLogin("FACEBOOK", "FACEBOOK");
    login.outcome();

    var chosen = login.choose(good, reader, connected, "4711");

    assertThat(chosen.at("accounts").findValuesAsString("result"))
        .containsExactly("CONNECTED", "LACKING", "ALREADY_CONNECTED", "NOT_LISTED");
    assertThat(chosen.at("accounts.1.lacks").toString())
        .isEqualTo(
            "[{\"kind\":\"TASK\",\"name\":\"MESSAGING\"},{\"kind\":\"TASK\",\"name\":\"MANAGE\"}]");
    assertThat(login.choose(good).text("accounts.0.result")).isEqualTo("ALREADY_CONNECTED");
  }

  @Test
  void listsThePagesOfAllAnswers() {
    LoginWalk.become(
        api(),
        "{'pageSize':2,'pages':[{'id':'41','name':'a'},{'id':'42','name':'b'},{'id':'43','name':'c'},"
            + "{'id':'44','name':'d'},{'id':'45','name':'e'}]}");
    var login = aLogin("FACEBOOK", "FACEBOOK");
    login.outcome();

    assertThat(login.get().at("accounts").findValuesAsString("accountId"))
        .containsExactly("41", "42", "43", "44", "45");
  }

  @Test
  void tellsThatAPageWasNotChosenInTheDialog() {
    LoginWalk.become(
        api(), "{'pages':[{'id':'41','name':'a'},{'id':'42','name':'b','granted':false}]}");
    var login = aLogin("FACEBOOK", "FACEBOOK");
    login.outcome();

    var listed = login.get();

    assertThat(listed.at("accounts.0.lacks")).isEmpty();
    assertThat(listed.at("accounts.1.lacks").findValuesAsString("name"))
        .containsExactly("pages_messaging", "pages_manage_metadata");
  }

  @Test
  void tellsThatAPageHasNoInstagramAccount() {
    LoginWalk.become(api(), "{'pages':[{'id':'41','name':'a'}]}");
    var login = aLogin("INSTAGRAM", "FACEBOOK");
    login.outcome();

    var listed = login.get();

    assertThat(listed.at("accounts.0.accountId").isNull()).isTrue();
    assertThat(listed.text("accounts.0.pageId")).isEqualTo("41");
    assertThat(listed.at("accounts.0.lacks").findValuesAsString("kind"))
        .contains("INSTAGRAM_ACCOUNT");
    assertThat(login.choose("41").text("accounts.0.result")).isEqualTo("NOT_LISTED");
  }

  @ParameterizedTest
  @CsvSource({"FACEBOOK, FACEBOOK", "INSTAGRAM, FACEBOOK", "INSTAGRAM, INSTAGRAM"})
  void saysThatThePersonCancelled(String platform, String kind) {
    LoginWalk.become(api(), "{'cancels':true}");
    var login = aLogin(platform, kind);

    assertThat(login.outcome()).isEqualTo("login-cancelled");
    assertThat(login.get().text("outcome")).isEqualTo("login-cancelled");
    assertThat(login.choose("41").problem()).isEqualTo("login-cancelled");
  }

  @ParameterizedTest
  @CsvSource({"FACEBOOK, FACEBOOK", "INSTAGRAM, INSTAGRAM"})
  void saysThatTheCodeWasUsedElsewhere(String platform, String kind) {
    var thief = aLogin(platform, kind);
    var login = aLogin(platform, kind);
    var taken = thief.atMeta();
    var code = parameter(taken, "code");
    thief.browser(taken);

    var back =
        login.browser(baseUrl() + "/login/callback?state=" + login.state() + "&code=" + code);

    assertThat(back.headers().firstValue("Location").orElseThrow())
        .endsWith("&outcome=login-code-refused");
    assertThat(login.choose("41").problem()).isEqualTo("login-code-refused");
  }

  @Test
  void refusesACodeThatAnotherLoginsVerifierDoesNotFit() {
    var victim = aLogin("FACEBOOK", "FACEBOOK");
    var attacker = aLogin("FACEBOOK", "FACEBOOK");
    var code = parameter(victim.atMeta(), "code"); // never used

    var back =
        attacker.browser(baseUrl() + "/login/callback?state=" + attacker.state() + "&code=" + code);

    assertThat(back.headers().firstValue("Location").orElseThrow())
        .endsWith("&outcome=login-code-refused");
    assertThat(victim.loginUrl()).contains("code_challenge=", "code_challenge_method=S256");
  }

  @ParameterizedTest
  @CsvSource({
    "FACEBOOK,  FACEBOOK,  pages_show_list|pages_manage_metadata",
    "FACEBOOK,  FACEBOOK,  pages_messaging|pages_manage_metadata",
    "INSTAGRAM, FACEBOOK,  pages_show_list|pages_manage_metadata",
    "INSTAGRAM, INSTAGRAM, instagram_business_basic",
  })
  void saysThatAPermissionIsMissing(String platform, String kind, String granted) {
    LoginWalk.become(
        api(),
        "{'scopes':['%s'],'pages':[{'id':'41','name':'a'}]}"
            .formatted(granted.replace("|", "','")));
    var login = aLogin(platform, kind);

    assertThat(login.outcome()).isEqualTo("login-permission-missing");
    assertThat(login.choose("41").problem()).isEqualTo("login-permission-missing");
  }

  @Test
  void saysThatThereIsNoAccount() {
    LoginWalk.become(api(), "{'pages':[]}");
    var login = aLogin("FACEBOOK", "FACEBOOK");

    assertThat(login.outcome()).isEqualTo("login-no-account");
    assertThat(login.choose("41").problem()).isEqualTo("login-no-account");
  }

  @ParameterizedTest
  @CsvSource({
    "CODE,        {'kind':'ERROR'`'code':190},  meta-refused",
    "LONG_LIVED,  {'kind':'ERROR'`'code':1},    meta-refused",
    "DEBUG_TOKEN, {'kind':'ERROR'`'code':4},    meta-refused",
    "PAGES,       {'kind':'ERROR'`'code':200},  meta-refused",
    "CODE,        {'kind':'RESET'`'times':3}, unavailable",
    "PAGES,       {'kind':'RESET'`'times':3}, unavailable",
  })
  void saysThatMetaFailed(String call, String fault, String outcome) {
    var login = aLogin("FACEBOOK", "FACEBOOK");
    var fails = fault.replace('`', ',').replace("}", ",'on':'" + call + "'}");
    assertThat(api().post("/sandbox/graph/faults", fails).status()).isEqualTo(204);

    assertThat(login.outcome()).isEqualTo(outcome);
    assertThat(login.choose("41").problem()).isEqualTo(outcome);
  }

  @Test
  void isTooLateAfterTenMinutes() {
    var login = aLogin("FACEBOOK", "FACEBOOK");
    advance(Duration.ofMinutes(10).minusMillis(1));
    assertThat(login.get().text("status")).isEqualTo("STARTED");
    advance(Duration.ofMillis(1));

    assertThat(login.get().problem()).isEqualTo("login-expired");
    assertThat(login.outcome()).isEqualTo("login-expired");
  }

  @Test
  void leavesTenMinutesToChoose() {
    var login = aLogin("FACEBOOK", "FACEBOOK");
    login.outcome();
    advance(Duration.ofMinutes(10));

    assertThat(login.choose("41").problem()).isEqualTo("login-expired");
  }

  @Test
  void isGoodForOneReturn() {
    var login = aLogin("FACEBOOK", "FACEBOOK");
    var back = login.atMeta();
    assertThat(login.browser(back).status()).isEqualTo(303);

    var again = login.browser(back);

    assertThat(again.problem()).isEqualTo("login-already-used");
    assertThat(login.get().text("outcome")).isEqualTo("ready");
  }

  @Test
  void choosesNothingBeforeSomebodyCameBack() {
    assertThat(aLogin("FACEBOOK", "FACEBOOK").choose("41").problem())
        .isEqualTo("login-not-finished");
  }

  @Test
  void isUnknownToEveryOtherKeyEvenOneOfTheSameName() {
    var login = aLogin("FACEBOOK", "FACEBOOK");
    login.outcome();
    var other = apiAs("admin");
    var mine = apiAs("admin");
    var ofMine = other.post("/api/v1/logins", start("http://127.0.0.1:3000/")).text("state");

    assertThat(other.get("/api/v1/logins/" + login.state()).problem()).isEqualTo("login-not-found");
    assertThat(
            other
                .post("/api/v1/logins/" + login.state() + "/channels", "{'accountIds':['41']}")
                .problem())
        .isEqualTo("login-not-found");
    assertThat(mine.get("/api/v1/logins/" + ofMine).problem()).isEqualTo("login-not-found");
    assertThat(other.get("/api/v1/logins/" + ofMine).status()).isEqualTo(200);
  }

  @Test
  void sendsNobodyToAnAddressThatIsNotAllowed() {
    var refused = api().post("/api/v1/logins", start("http://127.0.0.1:3000.evil.example/"));

    assertThat(refused.problem()).isEqualTo("invalid-request");
    assertThat(refused.text("errors.0.field")).isEqualTo("returnUrl");
  }

  @Test
  void knowsNoPageBehindInstagramLogin() {
    var refused =
        api()
            .post(
                "/api/v1/logins",
                start("http://127.0.0.1:3000/")
                    .replace("'login':'FACEBOOK'", "'login':'INSTAGRAM'"));

    assertThat(refused.problem()).isEqualTo("invalid-request");
    assertThat(refused.text("errors.0.field")).isEqualTo("login");
  }

  @ParameterizedTest
  @CsvSource({
    "/login/callback,                                    invalid-request",
    "/login/callback?code=x,                             invalid-request",
    "/login/callback?state=,                             login-not-found",
    "/login/callback?state=nobody&code=x,                login-not-found",
    "/login/callback?state=%00&error=access_denied,      login-not-found",
    "/login/callback?state=a&state=b,                    login-not-found",
  })
  void sendsABrowserNowhereWithoutAKnownState(String address, String problem) {
    assertThat(Api.at(baseUrl()).get(address).problem()).isEqualTo(problem);
  }

  @Test
  void keepsTheAddressWithTheCodeFromEverybody() {
    var back = aLogin("FACEBOOK", "FACEBOOK").back();

    assertThat(back.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(back.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
    assertThat(back.body()).isEmpty();
  }

  @Test
  void storesNeitherStateNorTokenAsTheyAre(CapturedOutput output) {
    var page = aNewAccountId();
    LoginWalk.become(api(), "{'pages':[{'id':'%s','name':'Bakery'}]}".formatted(page));
    var login = aLogin("FACEBOOK", "FACEBOOK");
    var back = login.atMeta();
    var code = parameter(back, "code");
    var token = "EAAsandbox" + page;

    login.browser(back);
    var listed = login.get();
    var stored =
        jdbc.sql(
                "select string_agg(l::text || a::text, ' ') from login l join login_account a using (state_hash)")
            .query(String.class)
            .single();
    var chosen = login.choose(page);

    assertThat(stored).contains(page).doesNotContain(login.state(), code, token);
    assertThat(listed.body() + chosen.body()).doesNotContain(token, code);
    assertThat(output.getAll())
        .contains("login came back")
        .doesNotContain(login.state(), code, token);
    var channelId = ChannelId.valueOf(chosen.text("accounts.0.channel.channelId"));
    assertThat(channels.graphAccount(channelId).orElseThrow().accessToken()).isEqualTo(token);
    assertThat(
            jdbc.sql(
                    "select count(*) from login_account where account_id = ? and token is not null")
                .param(page)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void dropsTokensWhenTheLoginIsOverAndTheLoginAnHourLater() {
    LoginWalk.become(api(), "{'pages':[{'id':'4700','name':'a'}]}");
    var login = aLogin("FACEBOOK", "FACEBOOK");
    login.outcome();
    advance(Duration.ofMinutes(9));
    cleaning.runOnce();
    assertThat(login.get().at("accounts")).hasSize(1);

    advance(Duration.ofMinutes(1));
    cleaning.runOnce();
    assertThat(accountsStored("4700")).isZero();
    assertThat(login.get().problem()).isEqualTo("login-expired");

    advance(Duration.ofHours(1));
    cleaning.runOnce();
    assertThat(login.get().problem()).isEqualTo("login-not-found");
  }

  private long accountsStored(String accountId) {
    return jdbc.sql("select count(*) from login_account where account_id = ?")
        .param(accountId)
        .query(Long.class)
        .single();
  }

  private String metaUserId(String channelId) {
    return jdbc.sql("select meta_user_id from channel where channel_id = ?::uuid")
        .param(channelId)
        .query(String.class)
        .single();
  }

  private static String start(String returnUrl) {
    return "{'platform':'FACEBOOK','login':'FACEBOOK','returnUrl':'%s'}".formatted(returnUrl);
  }

  private static String parameter(String address, String name) {
    var found = Pattern.compile("[?&]" + name + "=([^&#]+)").matcher(address);
    assertThat(found.find()).as(address).isTrue();
    return found.group(1);
  }
}
