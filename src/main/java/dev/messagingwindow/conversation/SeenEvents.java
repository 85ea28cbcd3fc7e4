package dev.messagingwindow.conversation;

import static dev.messagingwindow.sql.SqlColumns.column;
import static dev.messagingwindow.sql.SqlInstants.bind;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.retention.DailyPartitions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Remembers which events came, so that each counts once.
@Repository
class SeenEvents {

  private final JdbcClient jdbc;
  private final DailyPartitions partitions;

  SeenEvents(JdbcClient jdbc, DailyPartitions partitions) {
    this.jdbc = jdbc;
    this.partitions = partitions;
  }

  /// Those events that were not seen before. A second connection with the same event waits here for
  /// the first to commit.
  <T> List<T> first(
      Collection<T> events,
      Function<T, ChannelId> channelId,
      Function<T, EventKey> key,
      Instant now) {
    var days = partitions.kept(now);
    var all =
        events.stream()
            .map(event -> {
              var eventKey = key.apply(event);
              return new Keyed<>(event, channelId.apply(event), eventKey, eventKey.hash());
            })
            .toList();
    var first = new HashSet<Seen>();
    var dated = all.stream().filter(keyed -> days.contains(keyed.key.day())).toList();
    if (!dated.isEmpty()) {
      first.addAll(insertDated(dated));
    }
    if (dated.size() < all.size()) {
      first.addAll(
          insertUndated(
              all.stream().filter(keyed -> !days.contains(keyed.key.day())).toList(), now));
    }
    // remove, not contains: the same event twice in one batch counts once
    return all.stream().filter(keyed -> first.remove(keyed.seen())).map(Keyed::event).toList();
  }

  private <T> Set<Seen> insertDated(List<Keyed<T>> events) {
    return jdbc.sql(
            """
            insert into seen_event (channel_id, event_day, event_key)
            select distinct * from unnest(?::uuid[], ?::date[], ?::uuid[]) order by 1, 2, 3
            on conflict do nothing
            returning channel_id, event_key
            """)
        .param(column(events, keyed -> keyed.channelId.toString()))
        .param(column(events, keyed -> keyed.key.day().toString()))
        .param(column(events, keyed -> keyed.hash.toString()))
        .query((row, _) -> Seen.of(row))
        .set();
  }

  private <T> Set<Seen> insertUndated(List<Keyed<T>> events, Instant now) {
    return jdbc.sql(
            """
            insert into undated_event (channel_id, event_key, seen_at)
            select distinct undated.*, ?::timestamptz from unnest(?::uuid[], ?::uuid[]) undated order by 1, 2
            on conflict do nothing
            returning channel_id, event_key
            """)
        .param(bind(now))
        .param(column(events, keyed -> keyed.channelId.toString()))
        .param(column(events, keyed -> keyed.hash.toString()))
        .query((row, _) -> Seen.of(row))
        .set();
  }

  private record Seen(UUID channelId, UUID eventKey) {

    static Seen of(ResultSet row) throws SQLException {
      return new Seen(
          row.getObject("channel_id", UUID.class), row.getObject("event_key", UUID.class));
    }
  }

  private record Keyed<T>(T event, ChannelId channelId, EventKey key, UUID hash) {

    Seen seen() {
      return new Seen(channelId.value(), hash);
    }
  }
}
