package dev.messagingwindow.channel;

import dev.messagingwindow.channel.Channel.HoldSource;
import dev.messagingwindow.meta.TokenFacts;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.ChannelStatus;
import dev.messagingwindow.model.Extension;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.Platform;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "channel")
class ChannelRow {

  /// How the connection itself stands; a hold lies over it and survives it.
  enum Connection {
    CONNECTED,
    DISCONNECTED,
    RECONNECT_REQUIRED
  }

  @Id private UUID channelId;

  @Enumerated(EnumType.STRING)
  private Platform platform;

  @Enumerated(EnumType.STRING)
  private Login login;

  private String accountId;
  private @Nullable String pageId;
  private String name;

  @Enumerated(EnumType.STRING)
  private Connection connection;

  private boolean extendedWindow;
  private @Nullable String token;

  @SuppressWarnings("UnusedVariable") // read by ChannelRows
  private @Nullable String tokenKeyId;

  private @Nullable String metaUserId;
  private @Nullable Instant tokenIssuedAt;
  private @Nullable Instant tokenExpiresAt;
  private @Nullable Instant dataAccessExpiresAt;
  private @Nullable Instant tokenCheckedAt;
  private @Nullable Instant tokenCheckDueAt;
  private @Nullable Instant subscribedAt;

  private Instant connectedAt;
  private @Nullable Instant disconnectedAt;

  @Enumerated(EnumType.STRING)
  private @Nullable HoldSource holdSource;

  private @Nullable String holdReason;
  private @Nullable Instant heldAt;
  private @Nullable Instant enforcedAt;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "channel_warning", joinColumns = @JoinColumn(name = "channel_id"))
  @BatchSize(size = 100)
  private Set<WarningRow> warnings = new HashSet<>();

  private int windowMismatches;

  private @Nullable Integer lastErrorCode;
  private @Nullable Integer lastErrorSubcode;
  private @Nullable Instant lastErrorAt;

  @SuppressWarnings("NullAway.Init")
  protected ChannelRow() {}

  @SuppressWarnings("NullAway.Init")
  ChannelRow(ChannelId channelId, Platform platform, AccountId accountId) {
    this.channelId = channelId.value();
    this.platform = platform;
    this.accountId = accountId.value();
  }

  /// Connects or connects again; a hold and warnings stay. The token is stored with [#storeToken].
  void connect(Connecting connecting, Instant now) {
    login = connecting.login();
    pageId = connecting.pageId() == null ? null : connecting.pageId().value();
    name = connecting.name();
    extendedWindow = connecting.extension() == Extension.HUMAN_AGENT;
    connection = Connection.CONNECTED;
    forgetTokenFacts();
    tokenCheckDueAt = now;
    subscribedAt = now;
    connectedAt = now;
    disconnectedAt = null;
    windowMismatches = 0;
    lastErrorCode = null;
    lastErrorSubcode = null;
    lastErrorAt = null;
  }

  void storeToken(String encrypted, String keyId) {
    token = encrypted;
    tokenKeyId = keyId;
  }

  void disconnect(Instant now) {
    connection = Connection.DISCONNECTED;
    token = null;
    tokenKeyId = null;
    forgetTokenFacts();
    disconnectedAt = now;
  }

  /// Of a token whose facts name nothing, what was known of it stays.
  void learn(TokenFacts facts, Instant now) {
    metaUserId = facts.userId() == null ? metaUserId : facts.userId();
    tokenIssuedAt = facts.issuedAt() == null ? tokenIssuedAt : facts.issuedAt();
    tokenCheckedAt = now;
    if (login == Login.FACEBOOK || facts.expiresAt() != null) {
      tokenExpiresAt = facts.expiresAt();
      dataAccessExpiresAt = facts.dataAccessExpiresAt();
    }
  }

  /// Whoever gets true makes the check that was due.
  boolean takeTokenCheck(Instant now, Instant nextAt) {
    if (connection != Connection.CONNECTED
        || (tokenCheckDueAt != null && tokenCheckDueAt.isAfter(now))) {
      return false;
    }
    tokenCheckDueAt = nextAt;
    return true;
  }

  void postponeTokenCheck(Instant to) {
    tokenCheckDueAt = to;
  }

  /// Webhooks come.
  ///
  /// @return when they were last known to come; null for never
  @Nullable Instant subscribed(Instant now) {
    var before = subscribedAt;
    subscribedAt = now;
    return before;
  }

  private void forgetTokenFacts() {
    tokenIssuedAt = null;
    tokenExpiresAt = null;
    dataAccessExpiresAt = null;
    tokenCheckedAt = null;
    tokenCheckDueAt = null;
  }

  void requireReconnect(Channel.ConnectionError error) {
    if (connection == Connection.CONNECTED) {
      connection = Connection.RECONNECT_REQUIRED;
      remember(error);
    }
  }

  void remember(Channel.ConnectionError error) {
    lastErrorCode = error.code();
    lastErrorSubcode = error.subcode();
    lastErrorAt = error.at();
  }

  void hold(String reason, Instant now) {
    hold(HoldSource.ADMIN, reason, now);
  }

  /// @return whether there was one
  boolean liftHold() {
    var wasHeld = heldAt != null;
    holdSource = null;
    holdReason = null;
    heldAt = null;
    return wasHeld;
  }

  /// An admin's hold stays the admin's: otherwise Meta's unblock would lift it.
  ///
  /// @param at when Meta did it; what it did before and tells later is outdated
  /// @return whether anything changed
  boolean block(String reason, Instant at) {
    if (isOutdated(at)) {
      return false;
    }
    enforcedAt = at;
    if (holdSource == HoldSource.ADMIN) {
      return false;
    }
    hold(HoldSource.META, reason, at);
    return true;
  }

  /// Lifts what Meta held, and nothing else.
  ///
  /// @return whether anything changed
  boolean unblock(Instant at) {
    if (isOutdated(at)) {
      return false;
    }
    enforcedAt = at;
    if (holdSource != HoldSource.META) {
      return false;
    }
    return liftHold();
  }

  void warn(Channel.Warning warning) {
    warnings.add(
        new WarningRow(warning.warningId(), warning.kind(), warning.reason(), warning.warnedAt()));
  }

  void acknowledge() {
    warnings.clear();
    windowMismatches = 0;
  }

  /// Meta refused as outside of a window what we thought inside.
  ///
  /// @return how many times in a row now
  int countWindowMismatch() {
    windowMismatches++;
    return windowMismatches;
  }

  void endWindowMismatches() {
    windowMismatches = 0;
  }

  boolean isWarnedOf(Channel.WarningKind kind) {
    return warnings.stream().anyMatch(warning -> warning.kind() == kind);
  }

  private void hold(HoldSource source, String reason, Instant at) {
    holdSource = source;
    holdReason = reason;
    heldAt = at;
  }

  private boolean isOutdated(Instant at) {
    return enforcedAt != null && at.isBefore(enforcedAt);
  }

  @Nullable Instant subscribedAt() {
    return subscribedAt;
  }

  @Nullable String token() {
    return token;
  }

  Channel toChannel() {
    return new Channel(
        new ChannelId(channelId),
        platform,
        login,
        new AccountId(accountId),
        pageId == null ? null : new AccountId(pageId),
        name,
        status(),
        Extension.of(extendedWindow),
        connectedAt,
        disconnectedAt,
        holdSource == null || holdReason == null || heldAt == null
            ? null
            : new Channel.Hold(holdSource, holdReason, heldAt),
        warnings.stream().map(WarningRow::toWarning).toList(),
        windowMismatches,
        lastErrorCode == null || lastErrorAt == null
            ? null
            : new Channel.ConnectionError(lastErrorCode, lastErrorSubcode, lastErrorAt),
        new Channel.TokenHealth(
            tokenIssuedAt, tokenExpiresAt, dataAccessExpiresAt, tokenCheckedAt));
  }

  private ChannelStatus status() {
    return switch (connection) {
      case CONNECTED -> heldAt == null ? ChannelStatus.CONNECTED : ChannelStatus.ON_HOLD;
      case DISCONNECTED -> ChannelStatus.DISCONNECTED;
      case RECONNECT_REQUIRED -> ChannelStatus.RECONNECT_REQUIRED;
    };
  }
}
