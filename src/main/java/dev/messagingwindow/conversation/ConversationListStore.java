package dev.messagingwindow.conversation;

import static dev.messagingwindow.sql.SqlInstants.bind;
import static dev.messagingwindow.sql.SqlInstants.bindNullable;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.sql.SqlInstants;
import dev.messagingwindow.window.WindowRules;
import dev.messagingwindow.window.WindowState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Lists conversations by the end of their window. The statement computes the same state as
/// `WindowRules`, whose lengths are bound to it; a test holds the two together.
@Repository
class ConversationListStore {

  /// Where conversations without a window sort.
  static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private final JdbcClient jdbc;

  ConversationListStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Listed> list(ConversationQuery query, Instant now) {
    return jdbc.sql(
            """
            with page as (
              select c.*, w.closes_at, w.unanswered
              from channel
              join conversation c on c.channel_id = channel.channel_id
              cross join lateral (
                select c.opened_at + make_interval(secs => :standard) as standard_closes_at,
                  greatest(
                    c.opened_at + make_interval(secs => :standard),
                    case when channel.extended_window then c.last_message_at + make_interval(secs => :humanAgent) end) as ends_at
              ) ends
              cross join lateral (
                select coalesce(ends.ends_at, :never) as closes_at,
                  coalesce(c.last_message_at > coalesce(c.last_answered_at, '-infinity'), false) as unanswered,
                  case
                    when c.opened_at is null then 'NEVER_OPENED'
                    when c.closed_by_meta_at >= c.opened_at and c.closed_by_meta_at <= :now then 'CLOSED'
                    when :now < ends.standard_closes_at then 'STANDARD'
                    when :now < ends.ends_at then 'HUMAN_AGENT'
                    else 'CLOSED' end as state
              ) w
              where (cast(:channelIds as uuid[]) is null or channel.channel_id = any(:channelIds))
                and c.updated_on >= :updatedSince
                and (cast(:states as text[]) is null or w.state = any(:states))
                and (cast(:unanswered as boolean) is null or w.unanswered = :unanswered)
                and (cast(:closesBefore as timestamptz) is null or ends.ends_at < :closesBefore)
                and (cast(:updatedAfter as timestamptz) is null or c.updated_at > :updatedAfter)
                and (cast(:afterAt as timestamptz) is null
                  or (w.closes_at, c.channel_id, c.customer_id) > (:afterAt, cast(:afterChannel as uuid), :afterCustomer))
              order by w.closes_at, c.channel_id, c.customer_id
              limit :limit)
            select page.*, asked.first_at as unanswered_since, latest.text as last_message_text
            from page
            left join lateral (
              select coalesce(min(m.sent_at), page.last_message_at) as first_at from message m
              where m.channel_id = page.channel_id and m.customer_id = page.customer_id
                and m.direction = 'INBOUND' and m.kind = 'MESSAGE'
                and m.sent_at > coalesce(page.last_answered_at, '-infinity') and m.sent_at <= page.last_message_at
            ) asked on page.unanswered
            left join lateral (
              select m.text from message m
              where m.channel_id = page.channel_id and m.customer_id = page.customer_id
                and m.direction = 'INBOUND' and m.kind = 'MESSAGE' and m.sent_at = page.last_message_at
              order by m.event_key desc limit 1
            ) latest on true
            order by page.closes_at, page.channel_id, page.customer_id
            """)
        .param("standard", (double) WindowRules.STANDARD.toSeconds())
        .param("humanAgent", (double) WindowRules.HUMAN_AGENT.toSeconds())
        .param("never", bind(NEVER))
        .param("now", bind(now))
        .param(
            "channelIds",
            query.channelIds() == null
                ? null
                : query.channelIds().stream().map(ChannelId::value).toArray(UUID[]::new))
        .param(
            "states",
            query.states() == null
                ? null
                : query.states().stream().map(Enum::name).toArray(String[]::new))
        .param("unanswered", query.unanswered())
        .param("closesBefore", bindNullable(query.closesBefore()))
        .param("updatedAfter", bindNullable(query.updatedAfter()))
        .param("updatedSince", SqlInstants.day(updatedSince(query, now)))
        .param("afterAt", query.after() == null ? null : bind(query.after().closesAt()))
        .param("afterChannel", query.after() == null ? null : query.after().channelId())
        .param("afterCustomer", query.after() == null ? null : query.after().customerId())
        .param("limit", query.limit())
        .query((row, _) ->
            new Listed(
                new ChannelId(row.getObject("channel_id", UUID.class)),
                ConversationStore.conversation(row),
                SqlInstants.require(row, "closes_at"),
                SqlInstants.read(row, "unanswered_since"),
                row.getString("last_message_text")))
        .list();
  }

  /// No conversation asked for was updated before: one with an open window was when it opened. The
  /// index leads to the day.
  private static Instant updatedSince(ConversationQuery query, Instant now) {
    var since = query.updatedAfter() == null ? Instant.MIN : query.updatedAfter();
    var onlyOpen =
        query.states() != null
            && EnumSet.of(WindowState.STANDARD, WindowState.HUMAN_AGENT)
                .containsAll(query.states());
    var opened = onlyOpen ? now.minus(WindowRules.HUMAN_AGENT) : Instant.MIN;
    return since.isAfter(opened) ? since : opened;
  }

  /// A conversation in a list.
  ///
  /// @param closesAt the sort key: the later end, or [#NEVER]
  /// @param unansweredSince the first customer message after the last answer; null when none waits
  /// @param lastMessageText the customer's; null for media, or when it was taken back
  record Listed(
      ChannelId channelId,
      Conversation conversation,
      Instant closesAt,
      @Nullable Instant unansweredSince,
      @Nullable String lastMessageText) {

    ConversationCursor cursor() {
      return new ConversationCursor(closesAt, channelId.value(), conversation.customerId().value());
    }
  }
}
