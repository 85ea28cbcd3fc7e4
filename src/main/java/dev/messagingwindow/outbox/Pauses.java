package dev.messagingwindow.outbox;

import static dev.messagingwindow.sql.SqlInstants.bind;

import dev.messagingwindow.meta.Throttle;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Login;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Until when nothing is sent for a channel, or for all channels of a login. All instances obey; a
/// pause is never shortened. Runs on real time.
@Repository
class Pauses {

  private static final Logger log = LoggerFactory.getLogger(Pauses.class);

  private final JdbcClient jdbc;
  private final OutboxMetrics metrics;
  private final InstantSource realTime;

  Pauses(JdbcClient jdbc, OutboxMetrics metrics, @Qualifier("realTime") InstantSource realTime) {
    this.jdbc = jdbc;
    this.metrics = metrics;
    this.realTime = realTime;
  }

  /// As Meta asked.
  void pause(ChannelId channelId, Login login, Throttle throttle) {
    switch (throttle.scope()) {
      case CHANNEL -> {
        pauseChannel(channelId, throttle.retryAfter(), "META");
        log.info("channel paused by Meta channel={} for={}", channelId, throttle.retryAfter());
      }
      case APP -> {
        pauseApp(login, throttle.retryAfter());
        log.warn("all channels paused by Meta login={} for={}", login, throttle.retryAfter());
      }
    }
    metrics.countPause(throttle.scope());
  }

  /// Because more would be faster than Meta allows.
  void pace(ChannelId channelId, Duration pause) {
    pauseChannel(channelId, pause, "SEND_RATE");
  }

  private void pauseChannel(ChannelId channelId, Duration pause, String reason) {
    jdbc.sql(
            """
            insert into channel_pause (channel_id, not_before, reason) values (?, ?, ?)
            on conflict (channel_id) do update set not_before = excluded.not_before, reason = excluded.reason
            where channel_pause.not_before < excluded.not_before
            """)
        .params(channelId.value(), bind(realTime.instant().plus(pause)), reason)
        .update();
  }

  private void pauseApp(Login login, Duration pause) {
    jdbc.sql(
            """
            insert into app_pause (login, not_before) values (?, ?)
            on conflict (login) do update set not_before = excluded.not_before
            where app_pause.not_before < excluded.not_before
            """)
        .params(login.name(), bind(realTime.instant().plus(pause)))
        .update();
  }
}
