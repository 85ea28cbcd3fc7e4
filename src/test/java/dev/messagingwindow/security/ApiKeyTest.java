package dev.messagingwindow.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.model.Sha256;
import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.ServiceTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class ApiKeyTest extends ServiceTest {

  @Autowired private ApiKeys keys;

  @Test
  void storesNothingThatAGuessCouldBeComparedWith() {
    var made = aKey();

    assertThat(stored(made, "key_hash")).isNotEqualTo(Sha256.hex(made.text("key")));
    assertThat(stored(made, "hashed_with")).isEqualTo("SERVER_SECRET");
  }

  @Test
  void goesOnTakingAKeyThatWasStoredAsItsSha256() {
    var made = aKey();
    jdbc.sql("update api_key set key_hash = ?, hashed_with = 'SHA-256' where key_id = ?")
        .params(Sha256.hex(made.text("key")), id(made))
        .update();
    assertThat(call(made)).isEqualTo(401);

    keys.afterSingletonsInstantiated();

    assertThat(call(made)).isEqualTo(200);
    assertThat(stored(made, "key_hash")).isNotEqualTo(Sha256.hex(made.text("key")));
  }

  @Test
  void replacesAKeyByOneOfTheSameRolesAndChannelsAndTakesBothForTheOverlap() {
    var channel = aFacebookChannel();
    var old =
        api()
            .post(
                "/api/v1/keys",
                "{'name':'desk','roles':['agent'],'channelIds':['%s']}"
                    .formatted(channel.channelId()));

    var fresh = rotate(old, "{'overlap':'PT1H'}");

    assertThat(fresh.status()).isEqualTo(201);
    assertThat(fresh.text("name")).isEqualTo("desk");
    assertThat(fresh.at("roles").toString()).isEqualTo("[\"agent\"]");
    assertThat(fresh.text("channelIds.0")).isEqualTo(channel.channelId());
    assertThat(fresh.text("key")).isNotEqualTo(old.text("key"));
    assertThat(listed(old).path("expiresAt").asString()).isEqualTo("2026-09-25T19:00:00.000Z");
    advance(Duration.ofHours(1).minusMillis(1));
    assertThat(call(old)).isEqualTo(200);
    assertThat(call(fresh)).isEqualTo(200);
    advance(Duration.ofMillis(1));
    assertThat(call(old)).isEqualTo(401);
    assertThat(call(fresh)).isEqualTo(200);
    assertThat(api().get("/api/v1/keys").body()).doesNotContain(old.text("keyId"));
  }

  @Test
  void overlapsSevenDaysWhenNothingIsSaid() {
    var old = aKey();

    rotate(old, "{}");

    assertThat(listed(old).path("expiresAt").asString()).isEqualTo("2026-10-02T18:00:00.000Z");
  }

  @Test
  void replacingOnceMoreNeverLengthensTheLifeOfTheOldKey() {
    var old = aKey();
    rotate(old, "{'overlap':'PT1H'}");

    rotate(old, "{'overlap':'P7D'}");

    assertThat(listed(old).path("expiresAt").asString()).isEqualTo("2026-09-25T19:00:00.000Z");
  }

  @Test
  void endsTheOldKeyAtOnceWithoutAnOverlap() {
    var old = aKey();
    assertThat(call(old)).isEqualTo(200);

    rotate(old, "{'overlap':'PT0S'}");

    assertThat(call(old)).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1S", "P90DT0.001S", "P400D", "soon"})
  void refusesAnOverlapThatMakesNoSense(String overlap) {
    var refused = rotate(aKey(), "{'overlap':'%s'}".formatted(overlap));

    assertThat(refused.problem()).isEqualTo("invalid-request");
    assertThat(refused.text("errors.0.field")).isEqualTo("overlap");
  }

  @Test
  void replacesNoKeyThatIsGoodNoMore() {
    var revoked = aKey();
    api().delete("/api/v1/keys/" + revoked.text("keyId"));
    var expired = aKey();
    rotate(expired, "{'overlap':'PT0S'}");

    assertThat(rotate(revoked, "{}").problem()).isEqualTo("not-found");
    assertThat(rotate(expired, "{}").problem()).isEqualTo("not-found");
  }

  @Test
  void tellsWhenAKeyWasLastUsedToTheMinute() {
    var made = aKey();
    assertThat(listed(made).path("lastUsedAt").isNull()).isTrue();

    call(made);
    assertThat(listed(made).path("lastUsedAt").asString()).isEqualTo("2026-09-25T18:00:00.000Z");

    advance(Duration.ofSeconds(59));
    resolveAnew(made);
    assertThat(listed(made).path("lastUsedAt").asString()).isEqualTo("2026-09-25T18:00:00.000Z");

    advance(Duration.ofSeconds(1));
    resolveAnew(made);
    assertThat(listed(made).path("lastUsedAt").asString()).isEqualTo("2026-09-25T18:01:00.000Z");
  }

  /// As after the two seconds in which it is not looked up again.
  private void resolveAnew(Answer made) {
    keys.revoke(UUID.randomUUID());
    assertThat(call(made)).isEqualTo(200);
  }

  private Answer aKey() {
    return api().post("/api/v1/keys", "{'name':'desk','roles':['agent']}");
  }

  private Answer rotate(Answer made, String body) {
    return api().post("/api/v1/keys/" + made.text("keyId") + "/rotate", body);
  }

  private int call(Answer made) {
    return Api.at(baseUrl()).withKey(made.text("key")).get("/api/v1/channels").status();
  }

  private JsonNode listed(Answer made) {
    return api()
        .get("/api/v1/keys")
        .at("keys")
        .valueStream()
        .filter(key -> key.path("keyId").asString().equals(made.text("keyId")))
        .findFirst()
        .orElseThrow();
  }

  private String stored(Answer made, String column) {
    return jdbc.sql("select %s from api_key where key_id = ?".formatted(column))
        .param(id(made))
        .query(String.class)
        .single();
  }

  private static UUID id(Answer made) {
    return UUID.fromString(made.text("keyId"));
  }
}
