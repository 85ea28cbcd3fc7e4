package dev.messagingwindow.login;

import dev.messagingwindow.encryption.Encryption;
import dev.messagingwindow.meta.TokenFacts;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.CredentialId;
import dev.messagingwindow.model.Extension;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.Platform;
import dev.messagingwindow.sql.SqlInstants;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Logins and the accounts that they lead to; tokens and verifiers are encrypted.
@Repository
class LoginStore {

  private static final TypeReference<List<Lack>> LACKS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final Encryption encryption;
  private final JsonMapper json = JsonMapper.shared();

  LoginStore(JdbcClient jdbc, Encryption encryption) {
    this.jdbc = jdbc;
    this.encryption = encryption;
  }

  void add(PendingLogin login, Instant now) {
    jdbc.sql(
            """
            insert into login
              (state_hash, credential_id, platform, login, extended_window, return_url, status, code_verifier, created_at, expires_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(login.stateHash())
        .param(login.startedBy().value())
        .param(login.platform().name())
        .param(login.login().name())
        .param(login.extension() == Extension.HUMAN_AGENT)
        .param(login.returnUrl().toString())
        .param(login.status().name())
        .param(encrypt(verifierPlace(login.stateHash()), login.codeVerifier()))
        .param(SqlInstants.bind(now))
        .param(SqlInstants.bind(login.expiresAt()))
        .update();
  }

  Optional<PendingLogin> find(String stateHash) {
    return jdbc.sql("select * from login where state_hash = ?")
        .param(stateHash)
        .query((row, _) -> login(row))
        .optional();
  }

  /// Of all who come with the same state one gets true.
  boolean use(String stateHash, Instant now) {
    return jdbc.sql(
                """
                update login set status = 'EXCHANGING'
                where state_hash = ? and status = 'STARTED' and expires_at > ?
                """)
            .params(stateHash, SqlInstants.bind(now))
            .update()
        == 1;
  }

  /// Meta's answer is known: the accounts can be chosen until the new end.
  @Transactional
  void finish(
      String stateHash, LoginOutcome outcome, List<LoginAccount> accounts, Instant expiresAt) {
    jdbc.sql(
            "update login set status = ?, outcome = ?, code_verifier = null, expires_at = ?"
                + " where state_hash = ?")
        .param(outcome == LoginOutcome.READY ? "READY" : "FAILED")
        .param(outcome == LoginOutcome.READY ? null : outcome.name())
        .param(SqlInstants.bind(expiresAt))
        .param(stateHash)
        .update();
    accounts.forEach(account -> add(stateHash, account, outcome == LoginOutcome.READY));
  }

  private void add(String stateHash, LoginAccount account, boolean isUsable) {
    var id = id(account);
    var facts = account.facts();
    jdbc.sql(
            """
            insert into login_account
              (state_hash, account_id, page_id, name, lacks, token, meta_user_id, token_issued_at, token_expires_at, data_access_expires_at)
            values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)
            on conflict do nothing
            """)
        .param(stateHash)
        .param(id)
        .param(account.pageId() == null ? null : account.pageId().value())
        .param(account.name())
        .param(json.writeValueAsString(account.lacks()))
        .param(
            isUsable && account.lacks().isEmpty()
                ? encrypt(tokenPlace(stateHash, id), account.accessToken())
                : null)
        .param(facts.userId())
        .param(SqlInstants.bindNullable(facts.issuedAt()))
        .param(SqlInstants.bindNullable(facts.expiresAt()))
        .param(SqlInstants.bindNullable(facts.dataAccessExpiresAt()))
        .update();
  }

  List<LoginAccount> accounts(String stateHash) {
    return jdbc.sql("select * from login_account where state_hash = ? order by name, account_id")
        .param(stateHash)
        .query((row, _) -> account(row))
        .list();
  }

  void forgetToken(String stateHash, AccountId accountId) {
    jdbc.sql("update login_account set token = null where state_hash = ? and account_id = ?")
        .params(stateHash, accountId.value())
        .update();
  }

  /// @param over logins that ended before lose their accounts and tokens
  /// @param forgotten logins that ended before are gone
  @Transactional
  void clean(Instant over, Instant forgotten) {
    jdbc.sql(
            """
            delete from login_account
            where state_hash in (select state_hash from login where expires_at <= ?)
            """)
        .param(SqlInstants.bind(over))
        .update();
    jdbc.sql("delete from login where expires_at <= ?").param(SqlInstants.bind(forgotten)).update();
  }

  private PendingLogin login(ResultSet row) throws SQLException {
    var stateHash = row.getString("state_hash");
    var status = PendingLogin.Status.valueOf(row.getString("status"));
    var outcome = row.getString("outcome");
    return new PendingLogin(
        stateHash,
        new CredentialId(row.getString("credential_id")),
        Platform.valueOf(row.getString("platform")),
        Login.valueOf(row.getString("login")),
        Extension.of(row.getBoolean("extended_window")),
        URI.create(row.getString("return_url")),
        status,
        status == PendingLogin.Status.READY
            ? LoginOutcome.READY
            : outcome == null ? null : LoginOutcome.valueOf(outcome),
        decrypt(verifierPlace(stateHash), row.getString("code_verifier")),
        SqlInstants.require(row, "expires_at"));
  }

  private LoginAccount account(ResultSet row) throws SQLException {
    var id = row.getString("account_id");
    var pageId = row.getString("page_id");
    var lacks = json.readValue(row.getString("lacks"), LACKS);
    return new LoginAccount(
        id.equals(pageId) ? null : new AccountId(id),
        pageId == null ? null : new AccountId(pageId),
        row.getString("name"),
        lacks,
        decrypt(tokenPlace(row.getString("state_hash"), id), row.getString("token")),
        new TokenFacts(
            null,
            SqlInstants.read(row, "token_issued_at"),
            SqlInstants.read(row, "token_expires_at"),
            SqlInstants.read(row, "data_access_expires_at"),
            Set.of(),
            Map.of(),
            row.getString("meta_user_id")));
  }

  /// A Page without an Instagram account stands under its own id.
  private static String id(LoginAccount account) {
    var id = account.accountId() == null ? account.pageId() : account.accountId();
    if (id == null) {
      throw new IllegalStateException("an account without any id");
    }
    return id.value();
  }

  private @Nullable String encrypt(Map<String, String> place, @Nullable String secret) {
    return secret == null
        ? null
        : encryption.encrypt(place, secret.getBytes(StandardCharsets.UTF_8));
  }

  private @Nullable String decrypt(Map<String, String> place, @Nullable String encrypted) {
    return encrypted == null
        ? null
        : new String(encryption.decrypt(place, encrypted), StandardCharsets.UTF_8);
  }

  private static Map<String, String> tokenPlace(String stateHash, String accountId) {
    return Map.of("login", stateHash, "account", accountId);
  }

  private static Map<String, String> verifierPlace(String stateHash) {
    return Map.of("login", stateHash);
  }
}
