package dev.messagingwindow.sandbox.customer;

import dev.messagingwindow.window.OpenedBy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What was said in a conversation, from both sides. A clicked button stands there as a message, as
/// it does in Messenger; reactions and referrals do not.
@Component
@Profile("sandbox")
public class SandboxThreads {

  private final JdbcClient jdbc;

  SandboxThreads(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void keep(CustomerAction action) {
    if (action.kind() != OpenedBy.MESSAGE && action.kind() != OpenedBy.POSTBACK) {
      return;
    }
    jdbc.sql(
            """
            insert into sandbox.customer_message (account_id, customer_id, message_id, text, sent_at)
            values (?, ?, ?, ?, ?) on conflict do nothing
            """)
        .param(action.accountId())
        .param(action.customerId())
        .param(action.messageId())
        .param(action.text())
        .param(SqlInstants.utc(action.at()))
        .update();
  }

  /// Meta's id of a conversation.
  public static String id(SandboxCustomer customer) {
    return "t_" + customer.accountId() + "_" + customer.customerId();
  }

  /// Newest first.
  public List<Said> of(SandboxCustomer customer) {
    return ofConversation(id(customer));
  }

  /// Newest first; empty for a conversation that does not exist.
  public List<Said> ofConversation(String conversationId) {
    return jdbc.sql(
            """
            select message_id, customer_id as from_id, text, sent_at as at from sandbox.customer_message
            where 't_' || account_id || '_' || customer_id = :conversation
            union all
            select message_id, account_id, text, received_at from sandbox.phone_message
            where 't_' || account_id || '_' || customer_id = :conversation
            order by at desc, message_id
            """)
        .param("conversation", conversationId)
        .query((row, _) ->
            new Said(
                row.getString("message_id"),
                row.getString("from_id"),
                row.getString("text"),
                SqlInstants.read(row, "at")))
        .list();
  }

  /// @param text null when it was an attachment
  public record Said(String messageId, String fromId, @Nullable String text, Instant at) {}
}
