package dev.messagingwindow.sandbox.customer;

import dev.messagingwindow.model.Platform;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The Pages and Instagram accounts that ever subscribed the app.
@Component
@Profile("sandbox")
public class SandboxAccountStore {

  private final JdbcClient jdbc;

  SandboxAccountStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @param fields comma-separated, as they came
  public void subscribe(String accountId, String fields) {
    jdbc.sql(
            """
            insert into sandbox.account (account_id, subscribed_fields, subscribed)
            values (:account, :fields, true)
            on conflict (account_id) do update set
              subscribed_fields = excluded.subscribed_fields, subscribed = true
            """)
        .param("account", accountId)
        .param("fields", fields)
        .update();
  }

  public void unsubscribe(String accountId) {
    jdbc.sql("update sandbox.account set subscribed = false where account_id = :account")
        .param("account", accountId)
        .update();
  }

  /// Whether the account was ever subscribed: from then on it exists.
  public boolean exists(String accountId) {
    return jdbc.sql("select count(*) from sandbox.account where account_id = :account")
            .param("account", accountId)
            .query(Long.class)
            .single()
        > 0;
  }

  /// Whether webhooks of this account are sent. An Instagram account that is connected through its
  /// Page is never subscribed itself, its Page is; nobody tells us which Page that is.
  boolean receivesWebhooks(String accountId) {
    return subscribedFields(accountId).isPresent()
        || (MetaMade.platformOf(accountId) == Platform.INSTAGRAM && !subscribedPages().isEmpty());
  }

  /// Empty when not subscribed.
  public Optional<List<String>> subscribedFields(String accountId) {
    return jdbc.sql(
            """
            select subscribed_fields from sandbox.account
            where account_id = :account and subscribed
            """)
        .param("account", accountId)
        .query(String.class)
        .optional()
        .map(fields -> List.of(fields.split(",")));
  }

  public List<String> subscribedPages() {
    return jdbc.sql(
            """
            select account_id from sandbox.account
            where subscribed and account_id not like '1784%' order by account_id
            """)
        .query((row, _) -> row.getString("account_id"))
        .list();
  }
}
