package dev.messagingwindow.upkeep;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.channel.ConnectionChecks;
import dev.messagingwindow.channel.ConnectionHealth;
import dev.messagingwindow.channel.ConnectionHealth.Expiry;
import dev.messagingwindow.meta.GraphAccount;
import dev.messagingwindow.meta.MetaRefusedException;
import dev.messagingwindow.meta.MetaUnreachableException;
import dev.messagingwindow.meta.TokenClient;
import dev.messagingwindow.meta.TokenFacts;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.upkeep.TokenMetrics.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Asks Meta once a day about each connected channel's token, and renews those of Instagram Login
/// before they end: they live 60 days, and may be renewed from their 24th hour on. Tokens of Pages
/// have no end, but die with a password, a role or the app's place in somebody's settings.
///
/// Sources: developers.facebook.com/docs/facebook-login/guides/access-tokens and
/// …/instagram-platform/instagram-api-with-instagram-login/business-login (read 2026-11-27).
@Component
class TokenCheck {

  private static final Logger log = LoggerFactory.getLogger(TokenCheck.class);

  /// Meta renews no token that is younger.
  private static final Duration YOUNGEST = Duration.parse("P1DT10M");

  private final Channels channels;
  private final ConnectionChecks checks;
  private final TokenClient tokens;
  private final TokenMetrics metrics;
  private final UpkeepProperties properties;
  private final Clock clock;

  TokenCheck(
      Channels channels,
      ConnectionChecks checks,
      TokenClient tokens,
      TokenMetrics metrics,
      UpkeepProperties properties,
      Clock clock) {
    this.channels = channels;
    this.checks = checks;
    this.tokens = tokens;
    this.metrics = metrics;
    this.properties = properties;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT10M")
  void poll() {
    if (properties.tokenCheckEnabled()) {
      runOnce();
    }
  }

  /// Asks about every token that was not asked about for a day. Several instances may do so.
  void runOnce() {
    for (var channelId : checks.withTokenCheckDue()) {
      if (checks.takeTokenCheck(channelId, properties.tokenRetryInterval())) {
        channels.graphAccount(channelId).ifPresent(account -> check(channelId, account));
      }
    }
    countExpiring();
  }

  private void check(ChannelId channelId, GraphAccount account) {
    try {
      var facts = facts(account);
      if (facts.refusal() != null) {
        channels.requireReconnect(channelId, facts.refusal());
        metrics.checked(Outcome.DEAD);
        return;
      }
      checks.tokenChecked(channelId, facts);
      metrics.checked(Outcome.GOOD);
      if (account.login() == Login.FACEBOOK || refresh(channelId, account)) {
        checks.postponeTokenCheck(channelId, properties.tokenCheckInterval());
      }
    } catch (MetaRefusedException e) {
      metrics.checked(Outcome.REFUSED);
      log.warn("token not checked channel={} code={}", channelId, e.error().code());
    } catch (MetaUnreachableException _) {
      metrics.checked(Outcome.UNREACHABLE);
      log.warn("token not checked, Meta did not answer channel={}", channelId);
    }
  }

  private TokenFacts facts(GraphAccount account)
      throws MetaRefusedException, MetaUnreachableException {
    return switch (account.login()) {
      case FACEBOOK -> tokens.inspect(account.accessToken());
      case INSTAGRAM -> tokens.inspectOfInstagram(account.accessToken());
    };
  }

  /// @return whether it is done, or not necessary yet
  private boolean refresh(ChannelId channelId, GraphAccount account) {
    if (!isToBeRefreshed(channels.get(channelId), clock.instant())) {
      return true;
    }
    try {
      var fresh = tokens.refresh(account.accessToken());
      var stored = checks.replaceToken(channelId, account.accessToken(), fresh);
      metrics.refreshed(Outcome.GOOD);
      log.info("token renewed channel={} stored={}", channelId, stored);
      return true;
    } catch (MetaRefusedException e) {
      metrics.refreshed(Outcome.REFUSED);
      log.warn("token not renewed channel={} code={}", channelId, e.error().code());
    } catch (MetaUnreachableException _) {
      metrics.refreshed(Outcome.UNREACHABLE);
      log.warn("token not renewed, Meta did not answer channel={}", channelId);
    }
    return false;
  }

  /// Also one whose end nobody told: renewing it tells.
  private boolean isToBeRefreshed(Channel channel, Instant now) {
    var token = channel.token();
    var issuedAt = token.issuedAt() == null ? channel.connectedAt() : token.issuedAt();
    return !now.isBefore(issuedAt.plus(YOUNGEST))
        && (token.expiresAt() == null
            || !now.isBefore(token.expiresAt().minus(properties.tokenRefreshBefore())));
  }

  private void countExpiring() {
    var now = clock.instant();
    var counts = new EnumMap<Expiry, Integer>(Expiry.class);
    for (var channel : checks.connected()) {
      ConnectionHealth.expiringSoon(channel.token(), now)
          .forEach(expiring -> counts.merge(expiring.what(), 1, Integer::sum));
    }
    metrics.expiring(counts);
  }
}
