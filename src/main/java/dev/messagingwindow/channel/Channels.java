package dev.messagingwindow.channel;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.messagingwindow.ledger.AdminAction;
import dev.messagingwindow.ledger.Ledger;
import dev.messagingwindow.ledger.LedgerEntry;
import dev.messagingwindow.meta.GraphAccount;
import dev.messagingwindow.meta.GraphError;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Platform;
import dev.messagingwindow.model.Reach;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// The connected accounts: what they are and what state they are in.
@Service
public class Channels {

  private static final Logger log = LoggerFactory.getLogger(Channels.class);
  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final int MISMATCHES_TO_DOUBT = 3;

  private final Map<Account, ChannelId> ids = new ConcurrentHashMap<>();
  private final NoArgGenerator warningIds = Generators.timeBasedEpochGenerator();
  private final ChannelRows rows;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Tokens tokens;
  private final Ledger ledger;
  private final Clock clock;

  Channels(
      ChannelRows rows,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Tokens tokens,
      Ledger ledger,
      Clock clock) {
    this.rows = rows;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.tokens = tokens;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// Restricts the channel until [#liftHold]; survives disconnecting and connecting again.
  ///
  /// @param keyName name of the credential that wants it
  public Channel hold(ChannelId channelId, String reason, String keyName) {
    var held =
        change(
            channelId,
            (row, now) -> {
              row.hold(reason, now);
              record(channelId, keyName, AdminAction.HOLD_SET, reason, now);
            });
    log.warn("channel on hold channel={}", channelId);
    return held;
  }

  /// @param keyName name of the credential that wants it
  public Channel liftHold(ChannelId channelId, String keyName) {
    var lifted =
        change(
            channelId,
            (row, now) -> {
              if (row.liftHold()) {
                record(channelId, keyName, AdminAction.HOLD_LIFTED, null, now);
              }
            });
    log.info("hold lifted channel={}", channelId);
    return lifted;
  }

  /// Meta no longer takes the token.
  public void requireReconnect(ChannelId channelId, GraphError error) {
    change(channelId, (row, now) -> row.requireReconnect(connectionError(error, now)));
    log.warn(
        "reconnect required channel={} code={} subcode={}",
        channelId,
        error.code(),
        error.subcode());
  }

  /// Meta restricted the account.
  public void holdByMeta(ChannelId channelId, GraphError error) {
    change(
        channelId,
        (row, now) -> {
          var reason = "Meta restricted the account, code " + error.code();
          if (row.block(reason, now)) {
            record(channelId, null, AdminAction.HOLD_SET, reason, now);
          }
          row.remember(connectionError(error, now));
        });
    log.warn(
        "channel on hold by Meta channel={} code={} subcode={}",
        channelId,
        error.code(),
        error.subcode());
  }

  /// Meta warned, blocked or unblocked the account; a disconnected one too. Part of the caller's
  /// transaction.
  public void enforce(ChannelId channelId, Enforcement enforcement) {
    change(
        channelId,
        (row, now) -> {
          var words = enforcement.reason();
          switch (enforcement.kind()) {
            case WARNING -> {
              row.warn(
                  new Channel.Warning(
                      warningIds.generate(),
                      Channel.WarningKind.POLICY_WARNING,
                      words,
                      enforcement.at()));
              record(channelId, null, AdminAction.WARNED_BY_META, words, now);
              log.warn("warned by Meta channel={}", channelId);
            }
            case BLOCK -> {
              var held =
                  row.block(words == null ? "Meta blocked the account" : words, enforcement.at());
              if (held) {
                record(channelId, null, AdminAction.HOLD_SET, words, now);
              }
              log.warn("blocked by Meta channel={} held={}", channelId, held);
            }
            case UNBLOCK -> {
              var lifted = row.unblock(enforcement.at());
              if (lifted) {
                record(channelId, null, AdminAction.HOLD_LIFTED, words, now);
              }
              log.info("unblocked by Meta channel={} lifted={}", channelId, lifted);
            }
          }
        });
  }

  /// Meta refused as outside of a window what we thought inside. Once may be Meta's better
  /// knowledge of one customer; three times in a row is more likely a missing permission, and must
  /// not shut a whole inbox. Part of the caller's transaction.
  ///
  /// @param likelyCause for whoever reads the warning
  /// @return whether Meta is to be believed about this conversation
  public boolean believesWindowRefusal(ChannelId channelId, String likelyCause) {
    var mismatches = new AtomicInteger();
    change(
        channelId,
        (row, now) -> {
          mismatches.set(row.countWindowMismatch());
          if (mismatches.get() >= MISMATCHES_TO_DOUBT
              && !row.isWarnedOf(Channel.WarningKind.WINDOW_MISMATCH)) {
            row.warn(
                new Channel.Warning(
                    warningIds.generate(), Channel.WarningKind.WINDOW_MISMATCH, likelyCause, now));
          }
        });
    if (mismatches.get() == MISMATCHES_TO_DOUBT) {
      log.error(
          "Meta refuses open windows channel={} times={} likely cause: {}",
          channelId,
          mismatches,
          likelyCause);
    }
    return mismatches.get() < MISMATCHES_TO_DOUBT;
  }

  /// Meta took a message: what it refused before was not the channel's fault.
  public void endWindowMismatches(ChannelId channelId) {
    change(channelId, (row, _) -> row.endWindowMismatches());
  }

  /// Somebody took note of all warnings. Part of the caller's transaction.
  ///
  /// @throws ApiProblem `channel-not-found`
  public Channel acknowledge(ChannelId channelId) {
    return change(channelId, (row, _) -> row.acknowledge());
  }

  /// The channel.
  ///
  /// @throws ApiProblem `channel-not-found`
  public Channel get(ChannelId channelId) {
    return rows.findById(channelId.value())
        .map(ChannelRow::toChannel)
        .orElseThrow(Channels::notFound);
  }

  /// The same ids, when all of them are channels within reach.
  ///
  /// @throws ApiProblem `channel-not-found`
  public Set<ChannelId> requireAll(Set<ChannelId> channelIds, Reach reach) {
    var found = rows.findAllById(channelIds.stream().map(ChannelId::value).toList());
    if (found.size() < channelIds.size() || !channelIds.stream().allMatch(reach::covers)) {
      throw notFound();
    }
    return channelIds;
  }

  /// The channel that an account is, connected or not. An account stays the same channel for good,
  /// so what was found once is not asked for again.
  public Optional<ChannelId> find(Platform platform, AccountId accountId) {
    var account = new Account(platform, accountId);
    var known = ids.get(account);
    if (known != null) {
      return Optional.of(known);
    }
    var found =
        jdbc.sql("select channel_id from channel_account where platform = ? and account_id = ?")
            .params(platform.name(), accountId.value())
            .query(UUID.class)
            .optional()
            .map(ChannelId::new);
    found.ifPresent(channelId -> ids.put(account, channelId));
    return found;
  }

  /// Channels by id, disconnected ones included.
  ///
  /// @param after only those behind this one; null from the start
  List<Channel> list(
      @Nullable AccountId accountId, @Nullable ChannelId after, Reach reach, int limit) {
    return rows
        .page(
            after == null ? BEFORE_ALL : after.value(),
            accountId == null ? null : accountId.value(),
            reach.only() == null,
            reach.only() == null
                ? List.of(BEFORE_ALL)
                : reach.only().stream().map(ChannelId::value).toList(),
            Limit.of(limit))
        .stream()
        .map(ChannelRow::toChannel)
        .toList();
  }

  /// The account with its token, for a call to Meta; empty when it has none.
  public Optional<GraphAccount> graphAccount(ChannelId channelId) {
    return rows.findById(channelId.value()).flatMap(tokens::graphAccount);
  }

  private Channel change(ChannelId channelId, BiConsumer<ChannelRow, Instant> change) {
    return transaction.execute(_ -> {
      var row = rows.lock(channelId.value()).orElseThrow(Channels::notFound);
      change.accept(row, clock.instant());
      return row.toChannel();
    });
  }

  /// @param keyName null when it was Meta
  private void record(
      ChannelId channelId,
      @Nullable String keyName,
      AdminAction action,
      @Nullable String reason,
      Instant now) {
    ledger.record(LedgerEntry.admin(channelId, keyName, action, reason, now));
  }

  private static Channel.ConnectionError connectionError(GraphError error, Instant now) {
    return new Channel.ConnectionError(error.code(), error.subcode(), now);
  }

  static ApiProblem notFound() {
    return new ApiProblem(ProblemType.CHANNEL_NOT_FOUND, "No channel has this id.");
  }

  private record Account(Platform platform, AccountId accountId) {}
}
