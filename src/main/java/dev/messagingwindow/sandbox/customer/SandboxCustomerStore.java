package dev.messagingwindow.sandbox.customer;

import dev.messagingwindow.model.Platform;
import dev.messagingwindow.window.OpenedBy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The customers that Meta's side knows, with the two instants that its windows count from.
@Component
@Profile("sandbox")
public class SandboxCustomerStore {

  private static final int MAX_LISTED = 500;

  private final JdbcClient jdbc;

  SandboxCustomerStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The customer acts: both instants only grow.
  void act(String accountId, String customerId, OpenedBy kind, Instant at) {
    jdbc.sql(
            """
            insert into sandbox.customer as known
              (account_id, customer_id, opened_at, last_message_at, updated_at)
            values (:account, :customer, :at, :messageAt, :at)
            on conflict (account_id, customer_id) do update set
              opened_at = greatest(known.opened_at, excluded.opened_at),
              last_message_at = greatest(known.last_message_at, excluded.last_message_at),
              updated_at = greatest(known.updated_at, excluded.updated_at)
            """)
        .param("account", accountId)
        .param("customer", customerId)
        .param("at", SqlInstants.utc(at))
        .param(
            "messageAt",
            kind.restartsHumanAgentWindow() ? SqlInstants.utc(at) : null,
            Types.TIMESTAMP_WITH_TIMEZONE)
        .update();
  }

  void touch(SandboxCustomer customer, Instant at) {
    jdbc.sql(
            """
            update sandbox.customer set updated_at = greatest(updated_at, :at)
            where account_id = :account and customer_id = :customer
            """)
        .param("at", SqlInstants.utc(at))
        .param("account", customer.accountId())
        .param("customer", customer.customerId())
        .update();
  }

  /// The customer that a send to this address means. An Instagram account that is connected through
  /// its Page is written to at the Page's address; nothing but the customer's id tells which one.
  public Optional<SandboxCustomer> addressed(String accountId, String customerId) {
    var known =
        jdbc.sql("select * from sandbox.customer where customer_id = :customer")
            .param("customer", customerId)
            .query(SandboxCustomerStore::customer)
            .list();
    var own = known.stream().filter(one -> one.accountId().equals(accountId)).findFirst();
    if (own.isPresent() || MetaMade.platformOf(accountId) == Platform.INSTAGRAM) {
      return own;
    }
    var onInstagram =
        known.stream()
            .filter(one -> MetaMade.platformOf(one.accountId()) == Platform.INSTAGRAM)
            .toList();
    return onInstagram.size() == 1 ? Optional.of(onInstagram.getFirst()) : Optional.empty();
  }

  /// Newest first.
  public List<SandboxCustomer> of(String accountId) {
    return jdbc.sql(
            """
            select * from sandbox.customer where account_id = :account
            order by updated_at desc, customer_id limit :max
            """)
        .param("account", accountId)
        .param("max", MAX_LISTED)
        .query(SandboxCustomerStore::customer)
        .list();
  }

  /// Of every Instagram account, for a Page that is asked for them. Newest first.
  public List<SandboxCustomer> onInstagram() {
    return jdbc.sql(
            """
            select * from sandbox.customer where account_id like '1784%'
            order by updated_at desc, customer_id limit :max
            """)
        .param("max", MAX_LISTED)
        .query(SandboxCustomerStore::customer)
        .list();
  }

  private static SandboxCustomer customer(ResultSet row, int number) throws SQLException {
    return new SandboxCustomer(
        row.getString("account_id"),
        row.getString("customer_id"),
        SqlInstants.read(row, "opened_at"),
        lastMessageAt(row),
        SqlInstants.read(row, "updated_at"));
  }

  private static @Nullable Instant lastMessageAt(ResultSet row) throws SQLException {
    var at = row.getObject("last_message_at", OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
