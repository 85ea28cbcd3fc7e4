package dev.messagingwindow.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.testing.TestDatabase;
import java.time.Instant;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// A database of the second version, with rows in it, becomes one of the third.
class DaysMigrationTest {

  private static final Instant AT = Instant.parse("2026-09-24T23:59:59.999Z");
  private static final UUID CHANNEL = UUID.fromString("0199b1f0-0000-7000-8000-000000000001");

  private final DriverManagerDataSource database =
      new DriverManagerDataSource(TestDatabase.newDatabase(), "postgres", "postgres");
  private final JdbcClient jdbc = JdbcClient.create(database);

  @Test
  void keepsMessagesAndKnowsTheEventsThatWereSeen() {
    flyway().target("2").load().migrate();
    jdbc.sql(
            "insert into seen_event values (?, '2026-09-24', 'message|m_1'), (?, '1970-01-01', 'message|m_0')")
        .params(CHANNEL, CHANNEL)
        .update();
    jdbc.sql(
            """
            insert into message (channel_id, event_key, sent_at, customer_id, direction, kind, meta_message_id, text)
            values (?, 'message|m_1', '2026-09-24T23:59:59.999Z', '7', 'INBOUND', 'MESSAGE', 'm_1', 'hello')
            """)
        .param(CHANNEL)
        .update();
    jdbc.sql("insert into unsent_message values (?, 'm_9')").param(CHANNEL).update();
    jdbc.sql(
            """
            insert into conversation (channel_id, customer_id, conversation_id, updated_at)
            values (?, '7', gen_random_uuid(), '2026-09-24T23:59:59.999Z')
            """)
        .param(CHANNEL)
        .update();

    flyway().load().migrate();

    assertThat(uuid("select event_key from seen_event_20260924"))
        .isEqualTo(EventKeys.message(AT, "m_1").hash());
    assertThat(uuid("select event_key from undated_event"))
        .isEqualTo(EventKeys.message(null, "m_0").hash());
    assertThat(uuid("select event_key from message_20260924 where text = 'hello'"))
        .isEqualTo(EventKeys.message(AT, "m_1").hash());
    assertThat(uuid("select channel_id from early_change where deleted")).isEqualTo(CHANNEL);
    assertThat(uuid("select channel_id from conversation where updated_on = '2026-09-24'"))
        .isEqualTo(CHANNEL);
  }

  private UUID uuid(String sql) {
    return jdbc.sql(sql).query(UUID.class).single();
  }

  private FluentConfiguration flyway() {
    return Flyway.configure().dataSource(database).locations("classpath:db/migration");
  }
}
