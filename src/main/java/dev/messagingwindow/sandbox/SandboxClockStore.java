package dev.messagingwindow.sandbox;

import java.time.Duration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps how far the clock was moved. Boot creates a `JdbcClient` only after Flyway has run.
@Component
@Profile("sandbox")
class SandboxClockStore implements ClockOffsets {

  private final JdbcClient jdbc;

  SandboxClockStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Duration offset() {
    var millis = jdbc.sql("select offset_millis from sandbox.clock").query(Long.class).single();
    return Duration.ofMillis(millis);
  }

  @Override
  public Duration advance(Duration by) {
    var millis =
        jdbc.sql(
                """
                update sandbox.clock set offset_millis = offset_millis + :millis
                returning offset_millis
                """)
            .param("millis", by.toMillis())
            .query(Long.class)
            .single();
    return Duration.ofMillis(millis);
  }
}
