package dev.messagingwindow.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.messagingwindow.MessagingWindowApplication;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.TestDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/// Starts the service as an operator does: with settings and without the sandbox.
@ExtendWith(OutputCaptureExtension.class)
class StartUpTest {

  private static final String ADMIN_KEY = "an-admin-key-of-more-than-32-characters";
  private static final Pattern PRINTED_KEY =
      Pattern.compile("The first admin key, shown this once: (\\S+)");

  private static final List<String> META =
      List.of(
          "--messaging.meta.app-id=880000000000999",
          "--messaging.meta.app-secret=a-real-secret",
          "--messaging.meta.verify-token=a-real-token",
          "--messaging.channel.encryption-keys=k1:c2FuZGJveC1vbmx5LWtleS1kby1ub3QtcmV1c2UtaXQ=");

  @Test
  void namesEverySettingThatIsMissingInALineOfItsOwn(CapturedOutput output) {
    var failure = catchThrowable(() -> start(List.of()));

    assertThat(failure).isInstanceOf(MissingSettingsException.class);
    assertThat(output.getOut().lines())
        .contains("APPLICATION FAILED TO START")
        .anyMatch(line -> line.startsWith("spring.datasource.url is missing: "))
        .anyMatch(line -> line.startsWith("messaging.meta.app-id is missing: "))
        .anyMatch(line -> line.startsWith("messaging.meta.app-secret is missing: "))
        .anyMatch(line -> line.startsWith("messaging.meta.verify-token is missing: "))
        .anyMatch(line -> line.startsWith("messaging.channel.encryption-keys is missing: "))
        .filteredOn(line -> line.contains(" is missing: "))
        .hasSize(5);
  }

  @Test
  void namesOnlyWhatIsMissing(CapturedOutput output) {
    var failure = catchThrowable(() -> start(META));

    assertThat(failure).isInstanceOf(MissingSettingsException.class);
    assertThat(output.getOut().lines().filter(line -> line.contains(" is missing: ")))
        .singleElement()
        .asString()
        .startsWith("spring.datasource.url");
  }

  @ParameterizedTest
  @CsvSource({
    "--messaging.meta.app-secret=, messaging.meta.app-secret", // blank is missing
    "--messaging.security.first-admin-key=short, messaging.security.first-admin-key",
    "--messaging.channel.encryption-keys=k1:nonsense, messaging.channel.encryption-keys",
  })
  void refusesASettingThatMakesNoSense(String setting, String name, CapturedOutput output) {
    var failure = catchThrowable(() -> start(database(), metaBut(name), List.of(setting)));

    assertThat(failure).isNotNull();
    assertThat(output.getAll()).contains(name);
  }

  @Test
  void startsForProductionWithoutAnythingOfTheSandbox(CapturedOutput output) {
    try (var service = start(database(), META, List.of(firstAdminKey()))) {
      var admin = api(service).withKey(ADMIN_KEY);

      assertThat(admin.get("/api/v1/channels").at("channels")).isEmpty();
      assertThat(admin.get("/sandbox/clock").status()).isIn(403, 404);
      assertThat(admin.get("/sandbox/graph/v25.0/me/accounts").status()).isIn(403, 404);
      assertThat(admin.get("/v3/api-docs").body()).doesNotContain("/sandbox");
      assertThat(api(service).withKey("sandbox").get("/api/v1/channels").status()).isEqualTo(401);
      assertThat(api(service).get("/actuator/health").status()).isEqualTo(200);
      assertThat(beansOfTheSandbox(service)).isEmpty();
      assertThat(output.getAll()).doesNotContain(ADMIN_KEY, "a-real-secret", "a-real-token");
    }
  }

  @Test
  void printsTheFirstAdminKeyOnceWhereNoneIsConfigured(CapturedOutput output) {
    var database = database();
    String key;
    try (var service = start(database, META)) {
      var printed = PRINTED_KEY.matcher(output.getOut());
      assertThat(printed.find()).isTrue();
      key = printed.group(1);
      assertThat(output.getAll()).containsOnlyOnce(key);
      assertThat(api(service).withKey(key).get("/api/v1/keys").status()).isEqualTo(200);
    }

    try (var service = start(database, META, List.of(firstAdminKey()))) {
      assertThat(PRINTED_KEY.matcher(output.getOut()).results()).hasSize(1);
      assertThat(output.getAll()).containsOnlyOnce(key);
      assertThat(api(service).withKey(key).get("/api/v1/keys").status()).isEqualTo(200);
      assertThat(api(service).withKey(ADMIN_KEY).get("/api/v1/keys").status())
          .as("a key that is configured later is not made")
          .isEqualTo(401);
    }
  }

  @ParameterizedTest
  @CsvSource({"messaging.meta.app-secret", "messaging.meta.instagram-app-secret"})
  void theSandboxRefusesToRunWithARealSecret(String setting, CapturedOutput output) {
    var failure =
        catchThrowable(() ->
            start(
                database(),
                List.of("--spring.profiles.active=sandbox", "--" + setting + "=a-real-secret")));

    assertThat(failure).isNotNull();
    assertThat(output.getOut())
        .contains("APPLICATION FAILED TO START")
        .contains("does not start where a real Meta app secret is configured")
        .contains(setting)
        .doesNotContain("a-real-secret");
  }

  @SafeVarargs
  private static ConfigurableApplicationContext start(List<String>... settings) {
    var all = new ArrayList<>(List.of("--server.port=0"));
    for (var some : settings) {
      all.addAll(some);
    }
    return SpringApplication.run(MessagingWindowApplication.class, all.toArray(String[]::new));
  }

  private static List<String> database() {
    return List.of(
        "--spring.datasource.url=" + TestDatabase.newDatabase(),
        "--spring.datasource.username=postgres",
        "--spring.datasource.password=postgres");
  }

  private static List<String> metaBut(String name) {
    return META.stream().filter(setting -> !setting.startsWith("--" + name + "=")).toList();
  }

  private static String firstAdminKey() {
    return "--messaging.security.first-admin-key=" + ADMIN_KEY;
  }

  private static Api api(ConfigurableApplicationContext service) {
    return Api.at(
        "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port"));
  }

  private static List<String> beansOfTheSandbox(ConfigurableApplicationContext service) {
    return Arrays.stream(service.getBeanDefinitionNames())
        .filter(name -> {
          var type = service.getType(name);
          return type != null && type.getPackageName().startsWith("dev.messagingwindow.sandbox");
        })
        .toList();
  }
}
