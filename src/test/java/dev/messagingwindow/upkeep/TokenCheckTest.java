package dev.messagingwindow.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.channel.ConnectionChecks;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.LoginWalk;
import dev.messagingwindow.testing.ServiceTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TokenCheckTest extends ServiceTest {

  @Autowired private TokenCheck check;
  @Autowired private Channels channels;
  @Autowired private ConnectionChecks checks;
  @Autowired private MeterRegistry meters;

  @AfterEach
  void metaIsWellAgain() {
    LoginWalk.becomeObliging(api());
    api().delete("/sandbox/graph/faults");
  }

  @Test
  void renewsATokenOfInstagramLoginOnItsFiftiethDay(CapturedOutput output) {
    var channelId = anInstagramLogin();
    var first = token(channelId);
    advance(Duration.ofHours(25));
    check.runOnce();
    assertThat(token(channelId)).isEqualTo(first);
    advance(Duration.ofDays(48));
    check.runOnce();
    assertThat(token(channelId)).isEqualTo(first); // the 49th day

    advance(Duration.ofDays(1));
    check.runOnce();

    var second = token(channelId);
    assertThat(second).isNotEqualTo(first).startsWith("IGAA");
    assertThat(health(channelId, "tokenExpiresAt"))
        .isEqualTo(now().plusSeconds(5_183_944).toString().replace("Z", ".000Z"));
    assertThat(health(channelId, "lastCheckedAt"))
        .isEqualTo(now().toString().replace("Z", ".000Z"));
    assertThat(channel(channelId).at("connectionHealth.expiringSoon")).isEmpty();
    assertThat(output.getAll()).contains("token renewed").doesNotContain(first, second);
  }

  @Test
  void renewsNoTokenThatIsYoungerThanADay() {
    var channelId = anInstagramLogin();
    var first = token(channelId);
    jdbc.sql("update channel set token_expires_at = null where channel_id = ?")
        .param(channelId.value())
        .update();
    advance(Duration.ofHours(24));
    check.runOnce();
    assertThat(token(channelId)).isEqualTo(first);

    advance(Duration.ofHours(24));
    check.runOnce();

    assertThat(token(channelId)).isNotEqualTo(first); // whose end nobody had told
  }

  @Test
  void triesAgainToRenewAndSaysThatTheEndIsNear() {
    var channelId = anInstagramLogin();
    var first = token(channelId);
    fault("REFRESH", first, "'code':2");
    advance(Duration.ofDays(50));

    check.runOnce();

    assertThat(token(channelId)).isEqualTo(first);
    assertThat(channel(channelId).text("connectionHealth.expiringSoon.0.what")).isEqualTo("TOKEN");
    assertThat(channel(channelId).text("connectionHealth.expiringSoon.0.at"))
        .isEqualTo(health(channelId, "tokenExpiresAt"));
    assertThat(expiring("TOKEN")).isPositive();

    advance(Duration.ofMinutes(59));
    check.runOnce();
    assertThat(token(channelId)).isEqualTo(first);
    advance(Duration.ofMinutes(1));
    check.runOnce();
    assertThat(token(channelId)).isNotEqualTo(first);
    assertThat(channel(channelId).at("connectionHealth.expiringSoon")).isEmpty();
  }

  @Test
  void showsWhatEndsWithinFourteenDays() {
    var channel = aFacebookChannel();
    var channelId = ChannelId.valueOf(channel.channelId());
    LoginWalk.become(
        api(),
        "{'tokenExpiresAt':'%s','dataAccessExpiresAt':'%s'}"
            .formatted(
                now().plus(Duration.ofDays(20)), now().plus(Duration.ofDays(14)).minusSeconds(1)));

    check.runOnce();

    assertThat(channel(channelId).at("connectionHealth.expiringSoon").findValuesAsString("what"))
        .containsExactly("DATA_ACCESS");
    advance(Duration.ofDays(6).plusSeconds(1));
    assertThat(channel(channelId).at("connectionHealth.expiringSoon").findValuesAsString("what"))
        .containsExactly("TOKEN", "DATA_ACCESS");
  }

  @Test
  void noticesADeadToken() {
    var token = "EAAdead" + aNewCustomer();
    var channelId = connectedWith(token);
    fault("DEBUG_TOKEN", token, "'code':190,'subcode':460");

    check.runOnce();

    assertThat(channel(channelId).text("status")).isEqualTo("RECONNECT_REQUIRED");
    assertThat(channel(channelId).at("connectionHealth.lastError.code").asInt()).isEqualTo(190);
    assertThat(channel(channelId).at("connectionHealth.lastError.subcode").asInt()).isEqualTo(460);
  }

  @Test
  void noticesADeadTokenOfInstagramLogin() {
    var channelId = anInstagramLogin();
    advance(Duration.ofDays(61)); // nobody looked in time

    check.runOnce();

    assertThat(channel(channelId).text("status")).isEqualTo("RECONNECT_REQUIRED");
    assertThat(channel(channelId).at("connectionHealth.lastError.subcode").asInt()).isEqualTo(463);
  }

  @Test
  void asksOnceADayAndAnHourLaterWhereMetaDidNotSay() {
    var token = "EAAasked" + aNewCustomer();
    var channelId = connectedWith(token);
    check.runOnce();
    var first = health(channelId, "lastCheckedAt");
    assertThat(first).isNotNull();
    advance(Duration.ofHours(23).plusMinutes(59));
    check.runOnce();
    assertThat(health(channelId, "lastCheckedAt")).isEqualTo(first);

    fault("DEBUG_TOKEN", token, "'code':2");
    advance(Duration.ofMinutes(1));
    check.runOnce();
    assertThat(health(channelId, "lastCheckedAt")).isEqualTo(first);
    assertThat(channel(channelId).text("status")).isEqualTo("CONNECTED");
    advance(Duration.ofHours(1));
    check.runOnce();

    assertThat(Instant.parse(health(channelId, "lastCheckedAt"))).isEqualTo(now());
  }

  @Test
  void letsOneOfSeveralInstancesAsk() {
    var channelId = connectedWith("EAAshared");

    assertThat(checks.takeTokenCheck(channelId, Duration.ofHours(1))).isTrue();
    assertThat(checks.takeTokenCheck(channelId, Duration.ofHours(1))).isFalse();
    assertThat(checks.withTokenCheckDue()).doesNotContain(channelId);
  }

  @Test
  void putsNoRenewedTokenIntoTheChannelThatGotAnotherMeanwhile() {
    var channelId = connectedWith("EAAnewer");

    var stored =
        checks.replaceToken(
            channelId, "EAAolder", new dev.messagingwindow.meta.UserToken("EAAlate", null));

    assertThat(stored).isFalse();
    assertThat(token(channelId)).isEqualTo("EAAnewer");
  }

  @Test
  void forgetsATokenWithItsConnection() {
    var channelId = anInstagramLogin();
    assertThat(health(channelId, "tokenExpiresAt")).isNotNull();

    api().delete("/api/v1/channels/" + channelId);
    advance(Duration.ofDays(50));
    check.runOnce();

    assertThat(channels.graphAccount(channelId)).isEmpty();
    assertThat(health(channelId, "tokenExpiresAt")).isNull();
    assertThat(channel(channelId).at("connectionHealth.expiringSoon")).isEmpty();
  }

  private ChannelId anInstagramLogin() {
    var instagram = "1784" + aNewAccountId();
    LoginWalk.become(
        api(),
        "{'instagram':{'id':'29','userId':'%s','username':'test.shop'}}".formatted(instagram));
    var login = aLogin("INSTAGRAM", "INSTAGRAM");
    login.outcome();
    var chosen = login.choose(instagram);
    assertThat(chosen.text("accounts.0.result")).as(chosen.body()).isEqualTo("CONNECTED");
    return ChannelId.valueOf(chosen.text("accounts.0.channel.channelId"));
  }

  private ChannelId connectedWith(String token) {
    var connected =
        api()
            .post(
                "/api/v1/channels",
                "{'platform':'FACEBOOK','accountId':'%s','name':'Test','accessToken':'%s'}"
                    .formatted(aNewAccountId(), token));
    assertThat(connected.status()).as(connected.body()).isEqualTo(201);
    return ChannelId.valueOf(connected.text("channelId"));
  }

  private void fault(String call, String token, String error) {
    var answer =
        api()
            .post(
                "/sandbox/graph/faults",
                "{'kind':'ERROR','on':'%s','accountId':'%s',%s}".formatted(call, token, error));
    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
  }

  private Answer channel(ChannelId channelId) {
    return api().get("/api/v1/channels/" + channelId);
  }

  private String health(ChannelId channelId, String member) {
    return channel(channelId).text("connectionHealth." + member);
  }

  private String token(ChannelId channelId) {
    return channels.graphAccount(channelId).orElseThrow().accessToken();
  }

  private double expiring(String what) {
    return meters.get("messaging.token.expiring").tag("what", what).gauge().value();
  }
}
