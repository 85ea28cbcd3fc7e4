package dev.messagingwindow.outbox;

import static dev.messagingwindow.sql.SqlInstants.bind;
import static dev.messagingwindow.sql.SqlInstants.bindNullable;
import static dev.messagingwindow.sql.SqlInstants.read;
import static dev.messagingwindow.sql.SqlInstants.require;

import dev.messagingwindow.conversation.MessageCursor;
import dev.messagingwindow.model.AttachmentType;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.OutboundContent;
import dev.messagingwindow.model.OutboundContent.Attachment;
import dev.messagingwindow.model.OutboundContent.Text;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.outbox.OutboundMessage.Failure;
import dev.messagingwindow.outbox.OutboundMessage.Status;
import dev.messagingwindow.policy.Draft;
import dev.messagingwindow.policy.Rule;
import dev.messagingwindow.policy.Sender;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Messages as they are accepted and read. What the worker does to them is in `Outbox`, what Meta
/// reports about them in `SendReports`.
@Repository
public class OutboundStore {

  private final JdbcClient jdbc;

  OutboundStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @param ordinal the message's place in its conversation's queue; null for a private reply,
  ///   which has none
  /// @param keyName name of the credential that sent it
  public void insert(OutboundMessage message, @Nullable Long ordinal, String keyName) {
    var draft = message.draft();
    var target = message.replyTarget();
    jdbc.sql(
            """
            insert into outbound_message
              (channel_id, message_id, customer_id, target_kind, target_id, ordinal, text, attachment_type, attachment_url,
               sender_type, agent_id, key_name, in_reply_to, not_after, confirmed_rules, answers_message_id,
               status, accepted_label, label, due_at, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(message.channelId().value())
        .param(message.messageId().value())
        .param(message.customerId() == null ? null : message.customerId().value())
        .param(target == null ? null : target.kind().name())
        .param(target == null ? null : target.id())
        .param(ordinal)
        .param(draft.content() instanceof Text(var text) ? text : null)
        .param(draft.content() instanceof Attachment(var type, _) ? type.name() : null)
        .param(draft.content() instanceof Attachment(_, var url) ? url.toString() : null)
        .param(draft.sender() instanceof Sender.Human ? "HUMAN" : "AUTOMATION")
        .param(agentId(draft.sender()))
        .param(keyName)
        .param(message.inReplyTo())
        .param(bindNullable(draft.notAfter()))
        .param(draft.confirmed().stream().map(Rule::name).sorted().toArray(String[]::new))
        .param(message.answersMessageId())
        .param(message.status().name())
        .param(message.label().name())
        .param(message.label().name())
        .param(bind(message.createdAt()))
        .param(bind(message.createdAt()))
        .update();
  }

  public Optional<OutboundMessage> find(ChannelId channelId, MessageId messageId) {
    return jdbc.sql("select * from outbound_message where channel_id = ? and message_id = ?")
        .params(channelId.value(), messageId.value())
        .query((row, _) -> message(row))
        .optional();
  }

  /// The message as its first answer showed it, whatever became of it since.
  public Optional<OutboundMessage> findAsAccepted(ChannelId channelId, MessageId messageId) {
    return jdbc.sql(
            """
            select channel_id, message_id, customer_id, target_kind, target_id, text, attachment_type, attachment_url, sender_type, agent_id,
              in_reply_to, not_after, confirmed_rules, answers_message_id, created_at,
              'QUEUED' as status, accepted_label as label, 0 as attempts, null::text as meta_message_id,
              null::text as failure_reason, null::jsonb as verdict,
              null::timestamptz as sent_at, null::timestamptz as delivered_at, null::timestamptz as read_at
            from outbound_message where channel_id = ? and message_id = ?
            """)
        .params(channelId.value(), messageId.value())
        .query((row, _) -> message(row))
        .optional();
  }

  /// Newest first.
  ///
  /// @param before only what sorts behind this; null from the newest
  public List<OutboundMessage> page(
      ChannelId channelId, CustomerId customerId, @Nullable MessageCursor before, int limit) {
    return jdbc.sql(
            """
            select * from outbound_message
            where channel_id = :channel and customer_id = :customer
              and (cast(:at as timestamptz) is null
                or (created_at, message_id) < (:at, cast(:key as uuid)))
            order by created_at desc, message_id desc
            limit :limit
            """)
        .param("channel", channelId.value())
        .param("customer", customerId.value())
        .param("at", before == null ? null : bind(before.at()))
        .param("key", before == null ? null : before.key().toString())
        .param("limit", limit)
        .query((row, _) -> message(row))
        .list();
  }

  static OutboundMessage message(ResultSet row) throws SQLException {
    var agentId = row.getString("agent_id");
    var customerId = row.getString("customer_id");
    var targetKind = row.getString("target_kind");
    return new OutboundMessage(
        new ChannelId(row.getObject("channel_id", UUID.class)),
        new MessageId(row.getObject("message_id", UUID.class)),
        customerId == null ? null : new CustomerId(customerId),
        targetKind == null
            ? null
            : new ReplyTarget(ReplyTarget.Kind.valueOf(targetKind), row.getString("target_id")),
        new Draft(
            row.getString("sender_type").equals("HUMAN")
                ? new Sender.Human(agentId)
                : new Sender.Automation(agentId),
            content(row),
            read(row, "not_after"),
            confirmed(row)),
        row.getString("in_reply_to"),
        row.getString("answers_message_id"),
        Status.valueOf(row.getString("status")),
        Label.valueOf(row.getString("label")),
        row.getInt("attempts"),
        row.getString("meta_message_id"),
        failure(row),
        row.getString("verdict"),
        require(row, "created_at"),
        read(row, "sent_at"),
        read(row, "delivered_at"),
        read(row, "read_at"));
  }

  private static OutboundContent content(ResultSet row) throws SQLException {
    var url = row.getString("attachment_url");
    return url == null
        ? new Text(row.getString("text"))
        : new Attachment(AttachmentType.valueOf(row.getString("attachment_type")), URI.create(url));
  }

  private static Set<Rule> confirmed(ResultSet row) throws SQLException {
    var rules = EnumSet.noneOf(Rule.class);
    for (var rule : (String[]) row.getArray("confirmed_rules").getArray()) {
      rules.add(Rule.valueOf(rule));
    }
    return rules;
  }

  private static @Nullable Failure failure(ResultSet row) throws SQLException {
    var reason = row.getString("failure_reason");
    return reason == null
        ? null
        : new Failure(
            row.getInt("failure_code"),
            row.getObject("failure_subcode", Integer.class),
            row.getString("failure_message"),
            FailureReason.valueOf(reason));
  }

  public static @Nullable String agentId(Sender sender) {
    return switch (sender) {
      case Sender.Human(var agentId) -> agentId;
      case Sender.Automation(var agentId) -> agentId;
    };
  }
}
