package dev.messagingwindow.outbox;

import static dev.messagingwindow.sql.SqlColumns.column;
import static dev.messagingwindow.sql.SqlInstants.bind;

import dev.messagingwindow.comment.Comments;
import dev.messagingwindow.meta.OutboundText;
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

  SendReports(JdbcClient jdbc, Comments comments) {
    this.jdbc = jdbc;
    this.comments = comments;
  }

  /// Those echoes that are of messages which we sent: by our id in the metadata, else by Meta's id.
  public Set<SendReport.Echoed> own(Collection<SendReport.Echoed> echoes) {
    if (echoes.isEmpty()) {
      return Set.of();
    }
    var asked = List.copyOf(echoes);
    return jdbc.sql(
            """
            with echo as (
              select * from unnest(?::uuid[], ?::uuid[], ?::text[]) with ordinality
                e (channel_id, message_id, meta_message_id, number))
            select number from echo join outbound_message o using (channel_id, message_id)
            union
            select number from echo join outbound_message o using (channel_id, meta_message_id)
            """)
        .param(column(asked, SendReport.Echoed::channelId))
        .param(column(asked, echo -> OutboundText.messageIdOf(echo.metadata())))
        .param(column(asked, SendReport.Echoed::metaMessageId))
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
            update outbound_message
            set status = 'SENT', meta_message_id = :mid, sent_at = coalesce(sent_at, :at),
              customer_id = coalesce(customer_id, :customer),
              failure_reason = null, failure_code = null, failure_subcode = null, failure_message = null
            where channel_id = :channel and (message_id = :message or meta_message_id = :mid)
              and (status <> 'SENT' or customer_id is null)
            returning *
            """)
        .param("mid", echo.metaMessageId())
        .param("customer", echo.customerId().value())
        .param("at", bind(echo.at()))
        .param("channel", echo.channelId().value())
        .param("message", messageId == null ? null : messageId.value(), java.sql.Types.OTHER)
        .query((row, _) -> OutboundStore.message(row))
        .list()
        .forEach(this::useRight);
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
}
