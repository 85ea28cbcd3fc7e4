package dev.messagingwindow;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

  /// Leases, timeouts and polls run on real time even where the clock can be moved.
  @Bean
  InstantSource realTime() {
    return InstantSource.system();
  }

  /// Milliseconds, as Meta sends them: a finer instant would not survive being stored.
  @Bean
  @Profile("!sandbox")
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
  }
}
