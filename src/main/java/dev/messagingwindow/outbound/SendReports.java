package dev.messagingwindow.outbound;

import static dev.messagingwindow.outbound.OutboundStore.bind;

import dev.messagingwindow.meta.OutboundText;
import java.util.Collection;
import java.util.Comparator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Settles our messages by what Meta's webhook tells about them.
@Service
public class SendReports {

  private final JdbcClient jdbc;

  SendReports(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Whether an echo is of a message that we sent: by our id in the metadata, else by Meta's id.
  public boolean isOwn(SendReport.Echoed echo) {
    var messageId = OutboundText.messageIdOf(echo.metadata());
    return jdbc.sql(
            """
            select exists (
              select 1 from outbound_message where channel_id = :channel and message_id = :message
              union all
              select 1 from outbound_message where channel_id = :channel and meta_message_id = :mid)
            """)
        .param("channel", echo.channelId().value())
        .param("message", messageId == null ? null : messageId.value(), java.sql.Types.OTHER)
        .param("mid", echo.metaMessageId())
        .query(Boolean.class)
        .single();
  }

  /// Applies reports; repeated and late ones change nothing.
  @Transactional
  public void apply(Collection<SendReport> reports) {
    reports.stream()
        .sorted(
            Comparator.comparing((SendReport report) -> report.channelId().value())
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
              failure_reason = null, failure_code = null, failure_subcode = null, failure_message = null
            where channel_id = :channel and (message_id = :message or meta_message_id = :mid) and status <> 'SENT'
            """)
        .param("mid", echo.metaMessageId())
        .param("at", bind(echo.at()))
        .param("channel", echo.channelId().value())
        .param("message", messageId == null ? null : messageId.value(), java.sql.Types.OTHER)
        .update();
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
