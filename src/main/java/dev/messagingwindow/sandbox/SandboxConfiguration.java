package dev.messagingwindow.sandbox;

import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/// What the sandbox puts in the place of the real clock, and what keeps the real Meta out.
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
class SandboxConfiguration {

  private static final String SANDBOX_SECRET = "sandbox-secret";

  /// A bean factory post-processor, to refuse before anything touches a database.
  @Bean
  static BeanFactoryPostProcessor realSecretGuard(Environment environment) {
    return _ -> {
      for (var name : List.of("app-secret", "instagram-app-secret")) {
        var secret = environment.getProperty("messaging.meta." + name);
        if (StringUtils.hasText(secret) && !secret.equals(SANDBOX_SECRET)) {
          throw new SandboxStartException(
              "The profile sandbox does not start where a real Meta app secret is configured.",
              "Remove messaging.meta." + name + ", or do not activate the profile sandbox.");
        }
      }
    };
  }

  /// A test may freeze it: `@TestBean(name = "sandboxRealTime")`.
  @Bean(defaultCandidate = false)
  @Qualifier("sandboxRealTime")
  InstantSource sandboxRealTime() {
    return InstantSource.system();
  }

  @Bean
  @Primary
  MovableClock movableClock(
      @Qualifier("sandboxRealTime") InstantSource realTime, ClockOffsets offsets) {
    return new MovableClock(realTime, offsets);
  }
}
