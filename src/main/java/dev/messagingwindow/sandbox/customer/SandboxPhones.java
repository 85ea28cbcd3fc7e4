package dev.messagingwindow.sandbox.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.messagingwindow.meta.MetaProperties;
import dev.messagingwindow.model.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The customers' phones: what really reached them, each with the echo that tells the account so.
@Service
@Profile("sandbox")
public class SandboxPhones {

  private final JdbcClient jdbc;
  private final SandboxAccountStore accounts;
  private final SandboxCustomerStore customers;
  private final SandboxCourier courier;
  private final TransactionTemplate transaction;
  private final MetaProperties meta;

  SandboxPhones(
      JdbcClient jdbc,
      SandboxAccountStore accounts,
      SandboxCustomerStore customers,
      SandboxCourier courier,
      TransactionTemplate transaction,
      MetaProperties meta) {
    this.jdbc = jdbc;
    this.accounts = accounts;
    this.customers = customers;
    this.courier = courier;
    this.transaction = transaction;
    this.meta = meta;
  }

  /// The message reaches the phone; the account is told of it soon after this returns.
  public void receive(SandboxCustomer customer, AccountMessage message, Instant now) {
    transaction.executeWithoutResult(_ -> keepAndEcho(customer, message, now));
    courier.wake();
  }

  private void keepAndEcho(SandboxCustomer customer, AccountMessage message, Instant now) {
    keep(customer, message, now);
    customers.touch(customer, now);
    if (!accounts.receivesWebhooks(customer.accountId())) {
      return;
    }
    var appId = Long.parseLong(meta.appId());
    courier.enqueue(WebhookBody.ofEcho(customer, message, appId, now));
    if (MetaMade.platformOf(customer.accountId()) == Platform.FACEBOOK) {
      courier.enqueue(WebhookBody.ofDelivery(customer, message.messageId(), now));
    }
  }

  /// Oldest first.
  List<PhoneMessage> messages(String accountId, String customerId) {
    return jdbc.sql(
            """
            select * from sandbox.phone_message
            where account_id = :account and customer_id = :customer order by id
            """)
        .param("account", accountId)
        .param("customer", customerId)
        .query((row, _) ->
            new PhoneMessage(
                row.getString("message_id"),
                row.getString("text"),
                attachment(row.getString("attachment")),
                new PhoneLabel(row.getString("messaging_type"), row.getString("tag")),
                SqlInstants.read(row, "received_at")))
        .list();
  }

  private void keep(SandboxCustomer customer, AccountMessage message, Instant now) {
    jdbc.sql(
            """
            insert into sandbox.phone_message
              (account_id, customer_id, message_id, text, attachment, messaging_type, tag, received_at)
            values (:account, :customer, :messageId, :text, cast(:attachment as jsonb), :messagingType, :tag, :receivedAt)
            """)
        .param("account", customer.accountId())
        .param("customer", customer.customerId())
        .param("messageId", message.messageId())
        .param("text", storable(message.text()))
        .param("attachment", message.attachment() == null ? null : message.attachment().toString())
        .param("messagingType", message.messagingType())
        .param("tag", storable(message.tag()))
        .param("receivedAt", SqlInstants.utc(now))
        .update();
  }

  /// PostgreSQL keeps neither NUL nor half a surrogate pair.
  private static @Nullable String storable(@Nullable String text) {
    return text == null
        ? null
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
            .replace('\0', '\uFFFD');
  }

  private static @Nullable JsonNode attachment(@Nullable String stored) {
    return stored == null ? null : JsonMapper.shared().readTree(stored);
  }

  /// @param text null when it was an attachment
  /// @param attachment null when it was a text
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record PhoneMessage(
      String messageId,
      @Nullable String text,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode attachment,
      PhoneLabel label,
      Instant receivedAt) {}

  /// As Meta received it, nulls where it received none.
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record PhoneLabel(@Nullable String messagingType, @Nullable String tag) {}
}
