package dev.messagingwindow.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.testing.ServiceTest;
import org.junit.jupiter.api.Test;

class ExpectedFormTest extends ServiceTest {

  @Test
  void namesTheValuesThatAreAllowed() {
    var platform = api().post("/api/v1/channels", "{'platform':'TELEGRAM'}");
    var role = api().post("/api/v1/keys", "{'name':'desk','roles':['boss']}");

    assertThat(platform.text("errors.0.message")).isEqualTo("must be one of FACEBOOK, INSTAGRAM");
    assertThat(role.text("errors.0.message"))
        .isEqualTo("must be one of agent, automation, connector, admin, ops");
  }

  @Test
  void showsWhatAnInstantLooksLike() {
    var inBody =
        api()
            .post(
                aFacebookChannel().customerPath("1", "/messages/check"),
                "{'text':'hi','notAfter':'tomorrow'}");
    var inAddress = api().get("/api/v1/conversations?closesBefore=tomorrow");

    assertThat(inBody.text("errors.0.message"))
        .isEqualTo("must be an instant such as 2026-09-21T14:13:20.123Z");
    assertThat(inAddress.text("errors.0.message"))
        .isEqualTo("must be an instant such as 2026-09-21T14:13:20.123Z");
  }
}
