package dev.messagingwindow.outbox;

import static dev.messagingwindow.sql.SqlColumns.column;
import static dev.messagingwindow.sql.SqlInstants.bind;

import dev.messagingwindow.comment.Comments;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.ledger.Ledger;
import dev.messagingwindow.ledger.LedgerEntry;
import dev.messagingwindow.meta.OutboundText;
import java.sql.Types;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Settles our messages by what Meta's webhook tells about them.
@Service
public class SendReports {

  private final JdbcClient jdbc;
  private final Comments comments;
  private final Conversations conversations;
  private final Ledger ledger;
  private final Clock clock;

  SendReports(
      JdbcClient jdbc, Comments comments, Conversations conversations, Ledger ledger, Clock clock) {
    this.jdbc = jdbc;
    this.comments = comments;
    this.conversations = conversations;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// Those echoes that are of messages which we sent: by our id in the metadata, by Meta's id, or,
  /// on Instagram, where an echo has no metadata and may come before Meta's answer, by the text of
  /// a message that is on its way.
  public Set<SendReport.Echoed> own(Collection<SendReport.Echoed> echoes) {
    if (echoes.isEmpty()) {
      return Set.of();
    }
    var asked = List.copyOf(echoes);
    return jdbc.sql(
            """
            with echo as (
              select * from unnest(?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::text[]) with ordinality
                e (channel_id, customer_id, message_id, meta_message_id, text, number))
            select number from echo join outbound_message o using (channel_id, message_id)
            union
            select number from echo join outbound_message o using (channel_id, meta_message_id)
            union
            select number from echo join outbound_message o using (channel_id, customer_id)
            where echo.message_id is null and o.meta_message_id is null and (o.dispatched_at is not null or o.may_have_left)
              and o.status in ('QUEUED', 'UNKNOWN') and o.text is not distinct from echo.text
            """)
        .param(column(asked, SendReport.Echoed::channelId))
        .param(column(asked, SendReport.Echoed::customerId))
        .param(column(asked, echo -> OutboundText.messageIdOf(echo.metadata())))
        .param(column(asked, SendReport.Echoed::metaMessageId))
        .param(column(asked, SendReport.Echoed::text))
        .query((row, _) -> asked.get(row.getInt("number") - 1))
        .set();
  }

  /// Applies reports; repeated and late ones change nothing. Echoes go first: a receipt can only be
  /// applied to a message whose id at Meta is known.
  @Transactional
  public void apply(Collection<SendReport> reports) {
    reports.stream()
        .sorted(
            Comparator.comparing((SendReport report) -> report.channelId().value())
                .thenComparing(report -> !(report instanceof SendReport.Echoed))
                .thenComparing(SendReport::at))
        .forEach(this::apply);
  }

  private void apply(SendReport report) {
    switch (report) {
      case SendReport.Echoed echoed -> settle(echoed);
      case SendReport.Delivered delivered -> delivered(delivered);
      case SendReport.Seen seen -> seen(seen);
    }
  }

  /// The echo is the proof that a message was sent, whatever we thought of it.
  private void settle(SendReport.Echoed echo) {
    var messageId = OutboundText.messageIdOf(echo.metadata());
    jdbc.sql(
            """
            with own as (
              select channel_id, message_id, status from outbound_message
              where channel_id = :channel and message_id = (
                select message_id from (
                  select 1 as rank, 0 as ordinal, message_id from outbound_message
                  where channel_id = :channel and message_id = :message
                  union all
                  select 2, 0, message_id from outbound_message
                  where channel_id = :channel and meta_message_id = :mid
                  union all
                  select 3, ordinal, message_id from outbound_message
                  where channel_id = :channel and customer_id = :customer and cast(:message as uuid) is null
                    and meta_message_id is null and (dispatched_at is not null or may_have_left)
                    and status in ('QUEUED', 'UNKNOWN') and text is not distinct from cast(:text as text)) found
                order by rank, ordinal limit 1)
              for update)
            update outbound_message o
            set status = 'SENT', meta_message_id = :mid, sent_at = coalesce(sent_at, :at),
              customer_id = coalesce(customer_id, :customer),
              failure_reason = null, failure_code = null, failure_subcode = null, failure_message = null
            from own
            where o.channel_id = :channel and o.message_id = own.message_id
              and (own.status <> 'SENT' or o.customer_id is null)
            returning o.*, own.status <> 'SENT' as is_news
            """)
        .param("mid", echo.metaMessageId())
        .param("customer", echo.customerId().value())
        .param("text", echo.text())
        .param("at", bind(echo.at()))
        .param("channel", echo.channelId().value())
        .param("message", messageId == null ? null : messageId.value(), Types.OTHER)
        .query((row, _) -> new Settled(OutboundStore.message(row), row.getBoolean("is_news")))
        .optional()
        .ifPresent(settled -> settled(settled, echo));
  }

  private void settled(Settled settled, SendReport.Echoed echo) {
    useRight(settled.message);
    if (settled.isNews) {
      ledger.record(
          LedgerEntry.sent(
              echo.channelId(),
              conversations.get(echo.channelId(), echo.customerId()).ledgerKey(),
              settled.message.messageId(),
              clock.instant()));
    }
  }

  /// A private reply that Meta had refused was given its right back too early.
  private void useRight(OutboundMessage message) {
    var target = message.replyTarget();
    var sentAt = message.sentAt();
    if (target != null && sentAt != null) {
      comments.use(message.channelId(), target, message.messageId(), sentAt);
    }
  }

  private void delivered(SendReport.Delivered delivered) {
    if (!delivered.metaMessageIds().isEmpty()) {
      jdbc.sql(
              """
              update outbound_message set delivered_at = ?
              where channel_id = ? and meta_message_id = any(?) and delivered_at is null
              """)
          .params(
              bind(delivered.at()),
              delivered.channelId().value(),
              delivered.metaMessageIds().toArray(String[]::new))
          .update();
    } else if (delivered.watermark() != null) {
      jdbc.sql(
              """
              update outbound_message set delivered_at = ?
              where channel_id = ? and customer_id = ? and status = 'SENT' and sent_at <= ? and delivered_at is null
              """)
          .params(
              bind(delivered.at()),
              delivered.channelId().value(),
              delivered.customerId().value(),
              bind(delivered.watermark()))
          .update();
    }
  }

  private void seen(SendReport.Seen seen) {
    jdbc.sql(
            """
            update outbound_message set read_at = :at, delivered_at = coalesce(delivered_at, :at)
            where channel_id = :channel and customer_id = :customer and status = 'SENT' and read_at is null
              and sent_at <= coalesce(
                cast(:watermark as timestamptz),
                (select sent_at from outbound_message where channel_id = :channel and meta_message_id = :mid))
            """)
        .param("at", bind(seen.at()))
        .param("channel", seen.channelId().value())
        .param("customer", seen.customerId().value())
        .param("watermark", seen.watermark() == null ? null : bind(seen.watermark()))
        .param("mid", seen.metaMessageId())
        .update();
  }

  /// @param isNews whether nobody knew before that it was sent
  private record Settled(OutboundMessage message, boolean isNews) {}
}
