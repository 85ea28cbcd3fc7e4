package dev.messagingwindow.app;

import dev.messagingwindow.meta.GraphError;
import dev.messagingwindow.sql.SqlInstants;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// Meta's Human Agent feature, without which no message may go after 24 hours. It belongs to the
/// app, no login grants it and no call tells whether the app has it: an admin says so.
///
/// Source: developers.facebook.com/docs/features-reference/human-agent (read 2026-09-28).
@Service
public class HumanAgent {

  private static final Logger log = LoggerFactory.getLogger(HumanAgent.class);
  private static final Recorded NOTHING_SAID = new Recorded(FeatureState.UNKNOWN, null, null);

  private final JdbcClient jdbc;
  private final Clock clock;

  HumanAgent(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public FeatureState state() {
    return recorded().state();
  }

  /// Whether an error that came for a message with the human-agent tag may mean that the app lacks
  /// the feature. Meta documents no code for that: permission errors (10, 200 to 299), the closed
  /// window among them, and 100 are what it is expected to answer.
  public boolean mayExplain(GraphError error) {
    var code = error.code();
    return (code == 10 || code == 100 || (code >= 200 && code <= 299))
        && state() != FeatureState.APPROVED;
  }

  Recorded recorded() {
    return jdbc.sql("select * from app_feature where feature = 'HUMAN_AGENT'")
        .query((row, _) ->
            new Recorded(
                FeatureState.valueOf(row.getString("state")),
                SqlInstants.require(row, "recorded_at"),
                row.getString("recorded_by")))
        .optional()
        .orElse(NOTHING_SAID);
  }

  /// @param by the name of the caller's key
  Recorded record(FeatureState state, String by) {
    jdbc.sql(
            """
            insert into app_feature (feature, state, recorded_at, recorded_by)
            values ('HUMAN_AGENT', ?, ?, ?)
            on conflict (feature) do update set
              state = excluded.state, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by
            """)
        .params(state.name(), SqlInstants.bind(clock.instant()), by)
        .update();
    log.info("human agent feature state={}", state);
    return recorded();
  }

  /// @param recordedAt null when nobody has said anything yet
  record Recorded(FeatureState state, @Nullable Instant recordedAt, @Nullable String recordedBy) {}
}
