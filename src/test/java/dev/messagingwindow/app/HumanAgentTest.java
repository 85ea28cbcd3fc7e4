package dev.messagingwindow.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.meta.GraphError;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.ServiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class HumanAgentTest extends ServiceTest {

  private static final String PATH = "/api/v1/app/human-agent";

  @Autowired private HumanAgent humanAgent;

  @AfterEach
  void nobodySaidAnything() {
    jdbc.sql("delete from app_feature").update();
  }

  @Test
  void isUnknownUntilAnAdminSaysOtherwise() {
    assertThat(api().get(PATH).body())
        .isEqualTo("{\"state\":\"unknown\",\"recordedAt\":null,\"recordedBy\":null}");

    var recorded = apiAs("admin").put(PATH, "{'state':'requested'}");

    assertThat(recorded.body())
        .isEqualTo(
            "{\"state\":\"requested\",\"recordedAt\":\"2026-09-25T18:00:00.000Z\",\"recordedBy\":\"test\"}");
    assertThat(apiAs("agent").get(PATH).body()).isEqualTo(recorded.body());
  }

  @Test
  void connectingWithTheExtensionWorksWithoutItAndSaysSo() {
    var extended = aFacebookChannelWithExtendedWindow();
    var plain = aFacebookChannel();
    var notices = "connectionHealth.notices";

    assertThat(api().get(extended.path("")).at(notices).toString())
        .isEqualTo("[\"HUMAN_AGENT_NOT_APPROVED\"]");
    assertThat(api().get(plain.path("")).at(notices)).isEmpty();

    api().put(PATH, "{'state':'requested'}");
    assertThat(api().get(extended.path("")).at(notices)).hasSize(1);

    api().put(PATH, "{'state':'approved'}");
    assertThat(api().get(extended.path("")).at(notices)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN,   10,  2018278, true", // expected: Meta documents no code
    "REQUESTED, 100, ,        true",
    "UNKNOWN,   200, ,        true",
    "UNKNOWN,   613, ,        false",
    "UNKNOWN,   190, 460,     false",
    "APPROVED,  10,  2018278, false",
  })
  void explainsPermissionErrorsUnlessItIsApproved(
      FeatureState state, int code, Integer subcode, boolean explains) {
    humanAgent.record(state, "test");

    assertThat(humanAgent.mayExplain(new GraphError(code, subcode, ""))).isEqualTo(explains);
  }

  @ParameterizedTest
  @CsvSource(
      value = {"{} | state", "{'state':'granted'} | state", "{'state':'APPROVED'} | state"},
      delimiter = '|',
      quoteCharacter = '`')
  void refusesAnyOtherState(String body, String field) {
    var refused = api().put(PATH, body);

    assertThat(refused.problem()).isEqualTo("invalid-request");
    assertThat(refused.text("errors.0.field")).isEqualTo(field);
  }

  @Test
  void isNotForAKeyOfOneChannelToSay() {
    var made =
        api()
            .post(
                "/api/v1/keys",
                "{'name':'limited','roles':['admin'],'channelIds':['%s']}"
                    .formatted(aFacebookChannel().channelId()));

    var refused = Api.at(baseUrl()).withKey(made.text("key")).put(PATH, "{'state':'approved'}");

    assertThat(refused.problem()).isEqualTo("forbidden");
  }
}
