package dev.messagingwindow.channel;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.messagingwindow.meta.GraphAccount;
import dev.messagingwindow.meta.GraphClient;
import dev.messagingwindow.meta.GraphError;
import dev.messagingwindow.meta.MetaRefusedException;
import dev.messagingwindow.meta.MetaUnreachableException;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.ChannelStatus;
import dev.messagingwindow.model.Platform;
import dev.messagingwindow.model.Reach;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// The connected accounts. Calls to Meta happen between transactions, never inside one.
@Service
public class Channels {

  private static final Logger log = LoggerFactory.getLogger(Channels.class);
  private static final Duration META_RETRY = Duration.ofSeconds(10);
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
  private final ChannelRows rows;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final TokenCipher cipher;
  private final GraphClient graph;
  private final Clock clock;

  Channels(
      ChannelRows rows,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      TokenCipher cipher,
      GraphClient graph,
      Clock clock) {
    this.rows = rows;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.cipher = cipher;
    this.graph = graph;
    this.clock = clock;
  }

  /// Subscribes at Meta, then stores. The same account again gets the same id and keeps its
  /// customers' instants.
  ///
  /// @throws ApiProblem `channel-already-connected`, `meta-refused`, `unavailable`
  public Channel connect(Connecting connecting) {
    find(connecting.platform(), connecting.accountId()).ifPresent(Channels::requireUnconnected);
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

  /// Restricts the channel until [#liftHold]; survives disconnecting and connecting again.
  public Channel hold(ChannelId channelId, String reason) {
    var held = change(channelId, (row, now) -> row.hold(reason, now));
    log.warn("channel on hold channel={}", channelId);
    return held;
  }

  public Channel liftHold(ChannelId channelId) {
    var lifted = change(channelId, (row, _) -> row.liftHold());
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
          row.hold("Meta restricted the account, code " + error.code(), now);
          row.remember(connectionError(error, now));
        });
    log.warn(
        "channel on hold by Meta channel={} code={} subcode={}",
        channelId,
        error.code(),
        error.subcode());
  }

  /// The channel.
  ///
  /// @throws ApiProblem `channel-not-found`
  public Channel get(ChannelId channelId) {
    return rows.findById(channelId.value()).map(ChannelRow::toChannel).orElseThrow(this::notFound);
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

  public Optional<Channel> find(Platform platform, AccountId accountId) {
    return jdbc.sql("select channel_id from channel_account where platform = ? and account_id = ?")
        .params(platform.name(), accountId.value())
        .query(UUID.class)
        .optional()
        .flatMap(rows::findById)
        .map(ChannelRow::toChannel);
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

  /// Encrypts every token with the current key that is still encrypted with an older one.
  @EventListener(ApplicationReadyEvent.class)
  void encryptWithCurrentKey() {
    for (var channelId : rows.withTokenUnderOtherKeyThan(cipher.currentKeyId())) {
      transaction.executeWithoutResult(_ ->
          rows.lock(channelId)
              .ifPresent(row ->
                  graphAccount(row).ifPresent(account -> encrypt(row, account.accessToken()))));
      log.info("token encrypted with the current key channel={}", channelId);
    }
  }

  private void encrypt(ChannelRow row, String token) {
    row.storeToken(cipher.encrypt(row.toChannel().channelId(), token), cipher.currentKeyId());
  }

  /// The account with its token, for a call to Meta; empty when it has none.
  public Optional<GraphAccount> graphAccount(ChannelId channelId) {
    return rows.findById(channelId.value()).flatMap(this::graphAccount);
  }

  private Optional<GraphAccount> graphAccount(ChannelRow row) {
    var encrypted = row.token();
    if (encrypted == null) {
      return Optional.empty();
    }
    var channel = row.toChannel();
    return Optional.of(
        new GraphAccount(
            channel.platform(),
            channel.login(),
            channel.accountId(),
            channel.pageId(),
            cipher.decrypt(channel.channelId(), encrypted)));
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
    }
    row.connect(connecting, clock.instant());
    encrypt(row, connecting.accessToken());
    return rows.save(row).toChannel();
  }

  /// The account as it was; empty when nothing was left to disconnect, or to unsubscribe with.
  private Optional<GraphAccount> forget(ChannelId channelId) {
    var row = rows.lock(channelId.value()).orElseThrow(this::notFound);
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
      return graphAccount(row);
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

  private Channel change(ChannelId channelId, BiConsumer<ChannelRow, Instant> change) {
    return transaction.execute(_ -> {
      var row = rows.lock(channelId.value()).orElseThrow(this::notFound);
      change.accept(row, clock.instant());
      return row.toChannel();
    });
  }

  private static Channel.ConnectionError connectionError(GraphError error, Instant now) {
    return new Channel.ConnectionError(error.code(), error.subcode(), now);
  }

  private ApiProblem notFound() {
    return new ApiProblem(ProblemType.CHANNEL_NOT_FOUND, "No channel has this id.");
  }
}
