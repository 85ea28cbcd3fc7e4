package dev.messagingwindow.quarantine;

import static dev.messagingwindow.sql.SqlColumns.column;
import static dev.messagingwindow.sql.SqlInstants.bind;
import static dev.messagingwindow.sql.SqlInstants.read;
import static dev.messagingwindow.sql.SqlInstants.require;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.messagingwindow.encryption.Encryption;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Platform;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of quarantined events.
@Repository
class QuarantineStore {

  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
  private final JdbcClient jdbc;
  private final Encryption encryption;

  QuarantineStore(JdbcClient jdbc, Encryption encryption) {
    this.jdbc = jdbc;
    this.encryption = encryption;
  }

  /// Keeps those that are not kept yet; of a disconnected channel only what failed.
  ///
  /// @return the reasons of those
  List<Reason> insert(Collection<Suspect> suspects, Instant now, Instant expiresAt) {
    var kept = suspects.stream().map(this::sealed).toList();
    return jdbc.sql(
            """
            insert into quarantined_event
              (received_at, expires_at, channel_id, quarantine_id, event_day, event_key, platform, kind, reason,
               failure_type, failure_sql_state, content)
            select ?::timestamptz, ?::timestamptz, s.*
            from unnest(?::uuid[], ?::uuid[], ?::date[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) s
              (channel_id, quarantine_id, event_day, event_key, platform, kind, reason, failure_type, failure_sql_state, content)
            join channel on channel.channel_id = s.channel_id
            where s.reason <> 'UNKNOWN_KIND' or channel.connection <> 'DISCONNECTED'
            order by s.channel_id, s.event_day, s.event_key
            on conflict do nothing
            returning reason
            """)
        .param(bind(now))
        .param(bind(expiresAt))
        .param(column(kept, sealed -> sealed.suspect.channelId().toString()))
        .param(column(kept, sealed -> sealed.quarantineId.toString()))
        .param(column(kept, sealed -> sealed.suspect.event().day().toString()))
        .param(column(kept, sealed -> sealed.suspect.event().key()))
        .param(column(kept, sealed -> sealed.suspect.platform().name()))
        .param(column(kept, sealed -> sealed.suspect.kind()))
        .param(column(kept, sealed -> sealed.suspect.reason().name()))
        .param(column(kept, sealed -> type(sealed.suspect.failure())))
        .param(column(kept, sealed -> sqlState(sealed.suspect.failure())))
        .param(column(kept, Sealed::content))
        .query((row, _) -> Reason.valueOf(row.getString("reason")))
        .list();
  }

  private Sealed sealed(Suspect suspect) {
    var id = ids.generate();
    return new Sealed(
        suspect, id, encryption.encrypt(place(suspect.channelId(), id), suspect.content().get()));
  }

  /// Which of these events of one channel are kept.
  Set<Suspect.Event> known(ChannelId channelId, Collection<Suspect.Event> events) {
    return new HashSet<>(
        jdbc.sql(
                """
                select event_day, event_key from quarantined_event
                where channel_id = ?
                  and (event_day, event_key) in (select * from unnest(?::date[], ?::text[]))
                """)
            .param(channelId.value())
            .param(column(events, event -> event.day().toString()))
            .param(column(events, Suspect.Event::key))
            .query((row, _) ->
                new Suspect.Event(
                    row.getObject("event_day", LocalDate.class), row.getString("event_key")))
            .list());
  }

  /// How many events of unknown kind each channel brought on the UTC day of an instant.
  Map<ChannelId, Integer> unknownOfDay(Set<ChannelId> channelIds, Instant now) {
    var day = now.truncatedTo(ChronoUnit.DAYS);
    var counts = new HashMap<ChannelId, Integer>();
    jdbc.sql(
            """
            select channel_id, count(*) as events from quarantined_event
            where channel_id = any(?::uuid[]) and reason = 'UNKNOWN_KIND' and received_at >= ? and received_at < ?
            group by channel_id
            """)
        .param(column(channelIds, ChannelId::toString))
        .param(bind(day))
        .param(bind(day.plus(1, ChronoUnit.DAYS)))
        .query((row, _) ->
            counts.put(
                new ChannelId(row.getObject("channel_id", UUID.class)), row.getInt("events")))
        .list();
    return counts;
  }

  /// Newest first, without what has expired.
  ///
  /// @param channelIds null for all
  /// @param reason null for any
  List<QuarantinedEvent> page(
      @Nullable Set<ChannelId> channelIds,
      @Nullable Reason reason,
      @Nullable QuarantineCursor after,
      Instant now,
      int limit) {
    return jdbc.sql(
            """
            select * from quarantined_event
            where (cast(:channels as uuid[]) is null or channel_id = any(cast(:channels as uuid[])))
              and (cast(:reason as text) is null or reason = :reason)
              and (cast(:at as timestamptz) is null or (received_at, quarantine_id) < (:at, cast(:id as uuid)))
              and expires_at > :now
            order by received_at desc, quarantine_id desc
            limit :limit
            """)
        .param("channels", channelIds == null ? null : column(channelIds, ChannelId::toString))
        .param("reason", reason == null ? null : reason.name())
        .param("at", after == null ? null : bind(after.receivedAt()))
        .param("id", after == null ? null : after.quarantineId().toString())
        .param("now", bind(now))
        .param("limit", limit)
        .query((row, _) -> event(row))
        .list();
  }

  /// Empty also when it has expired.
  Optional<QuarantinedEvent> find(UUID quarantineId, Instant now) {
    return jdbc.sql("select * from quarantined_event where quarantine_id = ? and expires_at > ?")
        .params(quarantineId, bind(now))
        .query((row, _) -> event(row))
        .optional();
  }

  /// Its content, and nobody else's turn until the transaction ends; empty when it is gone.
  Optional<byte[]> lock(QuarantinedEvent event) {
    return jdbc.sql(
            """
            select content from quarantined_event
            where channel_id = ? and quarantine_id = ? for update
            """)
        .params(event.channelId().value(), event.quarantineId())
        .query(String.class)
        .optional()
        .map(
            content -> encryption.decrypt(place(event.channelId(), event.quarantineId()), content));
  }

  void remove(QuarantinedEvent event) {
    jdbc.sql("delete from quarantined_event where channel_id = ? and quarantine_id = ?")
        .params(event.channelId().value(), event.quarantineId())
        .update();
  }

  /// @return empty when it is gone
  Optional<QuarantinedEvent> failedAgain(
      QuarantinedEvent event, Reprocessing.Refusal refusal, Instant now) {
    return jdbc.sql(
            """
            update quarantined_event
            set reason = ?, failure_type = ?, failure_sql_state = ?, replayed_at = ?
            where channel_id = ? and quarantine_id = ?
            returning *
            """)
        .param(refusal.reason().name())
        .param(type(refusal.failure()))
        .param(sqlState(refusal.failure()))
        .param(bind(now))
        .param(event.channelId().value())
        .param(event.quarantineId())
        .query((row, _) -> event(row))
        .optional();
  }

  /// @return how many
  int removeExpired(Instant now) {
    return jdbc.sql("delete from quarantined_event where expires_at <= ?")
        .params(bind(now))
        .update();
  }

  /// Where a content belongs: neither a token nor another event's.
  private static Map<String, String> place(ChannelId channelId, UUID quarantineId) {
    return Map.of("channel", channelId.toString(), "event", quarantineId.toString());
  }

  private static QuarantinedEvent event(ResultSet row) throws SQLException {
    var failureType = row.getString("failure_type");
    return new QuarantinedEvent(
        row.getObject("quarantine_id", UUID.class),
        new ChannelId(row.getObject("channel_id", UUID.class)),
        Platform.valueOf(row.getString("platform")),
        row.getString("kind"),
        Reason.valueOf(row.getString("reason")),
        failureType == null ? null : new Failure(failureType, row.getString("failure_sql_state")),
        require(row, "received_at"),
        require(row, "expires_at"),
        read(row, "replayed_at"));
  }

  private static @Nullable String type(@Nullable Failure failure) {
    return failure == null ? null : failure.type();
  }

  private static @Nullable String sqlState(@Nullable Failure failure) {
    return failure == null ? null : failure.sqlState();
  }

  private record Sealed(Suspect suspect, UUID quarantineId, String content) {}
}
