package dev.messagingwindow.channel;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.MetaUserId;
import dev.messagingwindow.sql.SqlInstants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// A person takes back what the login gave: the channels that it connected lose their tokens. Meta
/// is not called: it takes those tokens no more.
///
/// Only what was connected before the person asked: a request that comes late, or again, must not
/// undo a later login.
@Service
public class Revocations {

  private static final Logger log = LoggerFactory.getLogger(Revocations.class);

  /// Meta tells whole seconds of its own clock.
  private static final Duration SLACK = Duration.ofSeconds(10);

  private final JdbcClient jdbc;
  private final Clock clock;

  Revocations(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// Disconnects the channels that this person's login connected. Their customers' instants stay.
  @Transactional
  public List<ChannelId> revoke(MetaUserId user, Instant issuedAt) {
    var channels = lock(user, issuedAt);
    channels.forEach(channelId -> {
      var revoked =
          jdbc.sql(
                  """
                  update channel set connection = 'DISCONNECTED', token = null, token_key_id = null, disconnected_at = ?
                  where channel_id = ? and connection <> 'DISCONNECTED'
                  """)
              .params(SqlInstants.bind(clock.instant()), channelId.value())
              .update();
      if (revoked > 0) {
        log.warn("channel disconnected by the person who connected it channel={}", channelId);
      }
    });
    return channels;
  }

  /// The same; what still arrives for these channels is not kept until they are connected again,
  /// and nothing tells any more who connected them.
  @Transactional
  public List<ChannelId> forget(MetaUserId user, Instant issuedAt) {
    var channels = revoke(user, issuedAt);
    channels.forEach(channelId ->
        jdbc.sql("update channel set meta_user_id = null, forgotten_at = ? where channel_id = ?")
            .params(SqlInstants.bind(clock.instant()), channelId.value())
            .update());
    return channels;
  }

  private List<ChannelId> lock(MetaUserId user, Instant issuedAt) {
    return jdbc.sql(
            """
            select channel_id from channel where meta_user_id = ? and connected_at <= ?
            order by channel_id for update
            """)
        .params(user.value(), SqlInstants.bind(issuedAt.plus(SLACK)))
        .query((row, _) -> new ChannelId(row.getObject("channel_id", UUID.class)))
        .list();
  }
}
