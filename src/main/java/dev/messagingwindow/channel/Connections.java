package dev.messagingwindow.channel;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.messagingwindow.gap.Gaps;
import dev.messagingwindow.meta.GraphAccount;
import dev.messagingwindow.meta.GraphClient;
import dev.messagingwindow.meta.MetaRefusedException;
import dev.messagingwindow.meta.MetaUnreachableException;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.ChannelStatus;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Connects and disconnects accounts. Calls to Meta happen between transactions, never inside one.
@Service
public class Connections {

  private static final Logger log = LoggerFactory.getLogger(Connections.class);
  private static final Duration META_RETRY = Duration.ofSeconds(10);

  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
  private final Channels channels;
  private final ChannelRows rows;
  private final Tokens tokens;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final GraphClient graph;
  private final Gaps gaps;
  private final List<ConnectCondition> conditions;
  private final Clock clock;

  Connections(
      Channels channels,
      ChannelRows rows,
      Tokens tokens,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      GraphClient graph,
      Gaps gaps,
      List<ConnectCondition> conditions,
      Clock clock) {
    this.channels = channels;
    this.rows = rows;
    this.tokens = tokens;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.graph = graph;
    this.gaps = gaps;
    this.conditions = List.copyOf(conditions);
    this.clock = clock;
  }

  /// Subscribes at Meta, then stores. The same account again gets the same id and keeps its
  /// customers' instants.
  ///
  /// @throws ApiProblem `channel-already-connected`, `meta-refused`, `unavailable`
  public Channel connect(Connecting connecting) {
    channels
        .find(connecting.platform(), connecting.accountId())
        .map(channels::get)
        .ifPresent(Connections::requireUnconnected);
    subscribe(connecting);
    var channel = transaction.execute(_ -> store(connecting));
    log.info(
        "channel connected channel={} platform={} extension={}",
        channel.channelId(),
        channel.platform(),
        channel.extension());
    return channel;
  }

  /// Deletes the token and unsubscribes at Meta, best effort; the customers' instants stay. Doing
  /// it twice changes nothing.
  public void disconnect(ChannelId channelId) {
    var account = transaction.execute(_ -> forget(channelId));
    if (account.isPresent()) {
      unsubscribe(channelId, account.get());
      log.info("channel disconnected channel={}", channelId);
    }
  }

  private static void requireUnconnected(Channel channel) {
    if (channel.status() == ChannelStatus.CONNECTED || channel.status() == ChannelStatus.ON_HOLD) {
      throw new ApiProblem(
              ProblemType.CHANNEL_ALREADY_CONNECTED,
              "To change the window, disconnect the channel and connect it again.")
          .with("channelId", channel.channelId().value());
    }
  }

  private void subscribe(Connecting connecting) {
    try {
      graph.subscribe(
          new GraphAccount(
              connecting.platform(),
              connecting.login(),
              connecting.accountId(),
              connecting.pageId(),
              connecting.accessToken()));
    } catch (MetaRefusedException e) {
      var meta = new HashMap<String, @Nullable Object>();
      meta.put("code", e.error().code());
      meta.put("subcode", e.error().subcode());
      throw new ApiProblem(
              ProblemType.META_REFUSED,
              "Meta refused to subscribe the app to this account; nothing was stored.")
          .with("meta", meta);
    } catch (MetaUnreachableException e) {
      log.warn("Meta not reached while connecting");
      throw new ApiProblem(ProblemType.UNAVAILABLE, "Meta did not answer; nothing was stored.")
          .retryAfter(META_RETRY);
    }
  }

  private Channel store(Connecting connecting) {
    var accountId = connecting.accountId();
    var newId = ids.generate();
    jdbc.sql("insert into channel_account values (?, ?, ?) on conflict do nothing")
        .params(connecting.platform().name(), accountId.value(), newId)
        .update();
    var channelId =
        jdbc.sql(
                """
                select channel_id from channel_account
                where platform = ? and account_id = ? for update
                """)
            .params(connecting.platform().name(), accountId.value())
            .query((row, _) -> new ChannelId(row.getObject("channel_id", UUID.class)))
            .single();
    var row =
        rows.lock(channelId.value())
            .orElseGet(() -> new ChannelRow(channelId, connecting.platform(), accountId));
    if (!channelId.value().equals(newId)) {
      requireUnconnected(row.toChannel());
      conditions.forEach(condition -> condition.require(channelId));
    }
    var now = clock.instant();
    gaps.open(channelId, row.subscribedAt(), now);
    row.connect(connecting, now);
    tokens.encrypt(row, connecting.accessToken());
    return rows.save(row).toChannel();
  }

  /// The account as it was; empty when nothing was left to disconnect, or to unsubscribe with.
  private Optional<GraphAccount> forget(ChannelId channelId) {
    var row = rows.lock(channelId.value()).orElseThrow(Channels::notFound);
    if (row.token() == null) {
      return Optional.empty();
    }
    var account = readableAccount(row);
    row.disconnect(clock.instant());
    return account;
  }

  /// A token that cannot be decrypted any more must not keep its channel connected.
  private Optional<GraphAccount> readableAccount(ChannelRow row) {
    try {
      return tokens.graphAccount(row);
    } catch (IllegalStateException e) {
      log.warn("not unsubscribed: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /// A Page serves its own channel and that of its Instagram account: the last one out
  /// unsubscribes.
  private void unsubscribe(ChannelId channelId, GraphAccount account) {
    if (rows.anotherUses(channelId.value(), account.node().value())) {
      return;
    }
    try {
      graph.unsubscribe(account);
    } catch (MetaRefusedException e) {
      log.warn("unsubscribing refused channel={} code={}", channelId, e.error().code());
    } catch (MetaUnreachableException _) {
      log.warn("unsubscribing not answered channel={}", channelId);
    }
  }
}
