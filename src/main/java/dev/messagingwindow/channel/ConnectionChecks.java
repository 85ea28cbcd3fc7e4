package dev.messagingwindow.channel;

import dev.messagingwindow.gap.Gaps;
import dev.messagingwindow.meta.TokenFacts;
import dev.messagingwindow.meta.UserToken;
import dev.messagingwindow.model.ChannelId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// What is found out about connections after they were made: whether webhooks come and tokens work.
@Service
public class ConnectionChecks {

  private final ChannelRows rows;
  private final Tokens tokens;
  private final Gaps gaps;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ConnectionChecks(
      ChannelRows rows, Tokens tokens, Gaps gaps, TransactionTemplate transaction, Clock clock) {
    this.rows = rows;
    this.tokens = tokens;
    this.gaps = gaps;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Channels with a good token, also where a hold lies over them.
  public List<Channel> connected() {
    return rows.connected().stream().map(ChannelRow::toChannel).toList();
  }

  /// The account gets webhooks, as it did before.
  public void subscribed(ChannelId channelId) {
    change(channelId, ChannelRow::subscribed);
  }

  /// The account gets webhooks again: what it missed since it was last known to is read from Meta.
  public void subscribedAgain(ChannelId channelId) {
    change(channelId, (row, now) -> gaps.open(channelId, row.subscribed(now), now));
  }

  /// Channels whose token was not asked about for a while.
  public List<ChannelId> withTokenCheckDue() {
    return rows.withTokenCheckDue(clock.instant()).stream().map(ChannelId::new).toList();
  }

  /// Of several instances that ask, one gets true: it makes the check, the next is due later.
  public boolean takeTokenCheck(ChannelId channelId, Duration untilNext) {
    return transaction.execute(_ -> {
      var now = clock.instant();
      return rows.lock(channelId.value())
          .map(row -> row.takeTokenCheck(now, now.plus(untilNext)))
          .orElse(false);
    });
  }

  public void postponeTokenCheck(ChannelId channelId, Duration by) {
    change(channelId, (row, now) -> row.postponeTokenCheck(now.plus(by)));
  }

  /// Meta told what it knows of the token.
  public void tokenChecked(ChannelId channelId, TokenFacts facts) {
    change(channelId, (row, now) -> row.learn(facts, now));
  }

  /// A new token in the place of the old one.
  ///
  /// @return false when another one had taken its place, or none
  public boolean replaceToken(ChannelId channelId, String old, UserToken fresh) {
    return transaction.execute(_ -> {
      var row = rows.lock(channelId.value()).orElseThrow(Channels::notFound);
      var isStill =
          tokens.graphAccount(row).filter(account -> account.accessToken().equals(old)).isPresent();
      if (isStill) {
        var now = clock.instant();
        var expiresIn = fresh.expiresIn();
        tokens.encrypt(row, fresh.accessToken());
        row.learn(TokenFacts.expiring(now, expiresIn == null ? null : now.plus(expiresIn)), now);
      }
      return isStill;
    });
  }

  private void change(ChannelId channelId, BiConsumer<ChannelRow, Instant> change) {
    transaction.executeWithoutResult(_ ->
        change.accept(
            rows.lock(channelId.value()).orElseThrow(Channels::notFound), clock.instant()));
  }
}
