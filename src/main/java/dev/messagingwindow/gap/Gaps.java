package dev.messagingwindow.gap;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.sql.SqlInstants;
import dev.messagingwindow.window.WindowRules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The gaps, one per channel. Each step in filling one is a statement that only the holder of its
/// claim can make; leases run on real time, everything else on the service's clock.
@Repository
public class Gaps {

  /// Meta ends a subscription after an hour of failed deliveries, so what was lost began before.
  /// Source: developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks
  /// (5 May 2026).
  private static final Duration BEFORE_THE_END = Duration.ofHours(1);

  private static final Duration LEASE = Duration.ofMinutes(10);

  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
  private final JdbcClient jdbc;
  private final InstantSource realTime;

  Gaps(JdbcClient jdbc, @Qualifier("realTime") InstantSource realTime) {
    this.jdbc = jdbc;
    this.realTime = realTime;
  }

  /// A channel gets webhooks again, or for the first time. A gap that is still being read is
  /// widened and read from the start. Part of the caller's transaction.
  ///
  /// @param seenAt when the channel was last known to get webhooks; null for never. Never further
  ///   back than the longest window: what is older opens nothing
  public void open(ChannelId channelId, @Nullable Instant seenAt, Instant now) {
    var earliest = now.minus(WindowRules.HUMAN_AGENT);
    var lost = seenAt == null ? earliest : seenAt.minus(BEFORE_THE_END);
    jdbc.sql(
            """
            insert into channel_backfill as known (channel_id, state, since, until, due_at)
            values (:channel, 'RUNNING', :since, :now, :now)
            on conflict (channel_id) do update set
              since = case when known.state = 'DONE' then excluded.since else least(known.since, excluded.since) end,
              state = 'RUNNING', until = excluded.until, due_at = excluded.due_at, next_cursor = null, counted = 0,
              attempts = 0, error_code = null, finished_at = null, claim_id = null, claimed_until = null
            """)
        .param("channel", channelId.value())
        .param("since", SqlInstants.bind(lost.isBefore(earliest) ? earliest : lost))
        .param("now", SqlInstants.bind(now))
        .update();
  }

  /// Of those channels that ever had one.
  public Map<ChannelId, Gap> find(Collection<ChannelId> channelIds) {
    var gaps = new HashMap<ChannelId, Gap>();
    jdbc.sql("select * from channel_backfill where channel_id = any(?)")
        .param(channelIds.stream().map(ChannelId::value).toArray(UUID[]::new))
        .query(row -> {
          gaps.put(new ChannelId(row.getObject("channel_id", UUID.class)), gap(row));
        });
    return gaps;
  }

  /// Channels with a gap that nobody is filling.
  public List<ChannelId> due(Instant now) {
    return jdbc.sql(
            """
            select channel_id from channel_backfill
            where state = 'RUNNING' and due_at <= ? and (claimed_until is null or claimed_until <= ?)
            order by due_at
            """)
        .params(SqlInstants.bind(now), SqlInstants.bind(realTime.instant()))
        .query((row, _) -> new ChannelId(row.getObject("channel_id", UUID.class)))
        .list();
  }

  /// Empty when somebody else has it.
  public Optional<GapClaim> claim(ChannelId channelId, Instant now) {
    var wallTime = realTime.instant();
    return jdbc.sql(
            """
            update channel_backfill set claim_id = :claim, claimed_until = :until
            where channel_id = :channel and state = 'RUNNING' and due_at <= :now
              and (claimed_until is null or claimed_until <= :wall)
            returning *
            """)
        .param("claim", ids.generate())
        .param("until", SqlInstants.bind(wallTime.plus(LEASE)))
        .param("channel", channelId.value())
        .param("now", SqlInstants.bind(now))
        .param("wall", SqlInstants.bind(wallTime))
        .query((row, _) ->
            new GapClaim(
                channelId,
                row.getObject("claim_id", UUID.class),
                SqlInstants.require(row, "since"),
                row.getString("next_cursor"),
                row.getInt("attempts")))
        .optional();
  }

  /// Part of the list is read. Part of the caller's transaction.
  ///
  /// @param counted how many messages of it were new
  /// @param cursor where to go on; null at the end
  /// @return false when the claim is lost: nothing of the caller's work may be committed
  public boolean advance(GapClaim claim, int counted, @Nullable String cursor, Instant now) {
    return jdbc.sql(
                """
                update channel_backfill set counted = counted + :counted, next_cursor = :cursor, attempts = 0, error_code = null,
                  state = case when :done then 'DONE' else state end,
                  finished_at = case when :done then cast(:now as timestamptz) end,
                  claimed_until = :until
                where channel_id = :channel and claim_id = :claim and state = 'RUNNING'
                """)
            .param("counted", counted)
            .param("cursor", cursor)
            .param("done", cursor == null)
            .param("now", SqlInstants.bind(now))
            .param("until", SqlInstants.bind(realTime.instant().plus(LEASE)))
            .param("channel", claim.channelId().value())
            .param("claim", claim.claimId())
            .update()
        == 1;
  }

  /// Goes on later where it stopped.
  public void postpone(GapClaim claim, @Nullable Integer errorCode, Instant dueAt) {
    jdbc.sql(
            """
            update channel_backfill set attempts = attempts + 1, error_code = ?, due_at = ?, claim_id = null, claimed_until = null
            where channel_id = ? and claim_id = ? and state = 'RUNNING'
            """)
        .param(errorCode)
        .param(SqlInstants.bind(dueAt))
        .param(claim.channelId().value())
        .param(claim.claimId())
        .update();
  }

  /// Somebody else may go on at once.
  public void release(GapClaim claim) {
    jdbc.sql(
            """
            update channel_backfill set claim_id = null, claimed_until = null
            where channel_id = ? and claim_id = ?
            """)
        .params(claim.channelId().value(), claim.claimId())
        .update();
  }

  public void giveUp(GapClaim claim, @Nullable Integer errorCode, Instant now) {
    jdbc.sql(
            """
            update channel_backfill set state = 'FAILED', error_code = ?, finished_at = ?, claim_id = null, claimed_until = null
            where channel_id = ? and claim_id = ? and state = 'RUNNING'
            """)
        .param(errorCode)
        .param(SqlInstants.bind(now))
        .param(claim.channelId().value())
        .param(claim.claimId())
        .update();
  }

  private static Gap gap(ResultSet row) throws SQLException {
    return new Gap(
        Gap.State.valueOf(row.getString("state")),
        SqlInstants.require(row, "since"),
        SqlInstants.require(row, "until"),
        row.getLong("counted"),
        row.getObject("error_code", Integer.class),
        SqlInstants.read(row, "finished_at"));
  }
}
