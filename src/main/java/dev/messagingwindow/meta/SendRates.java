package dev.messagingwindow.meta;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.OutboundContent;
import dev.messagingwindow.model.Platform;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Keeps each account below the rates at which Meta refuses its sends. Every instance counts for
/// itself, on real time.
///
/// Sources, read 2026-09-28:
/// developers.facebook.com/documentation/business-messaging/messenger-platform/overview/rate-limiting
/// (23 March 2026: 300 texts and 10 audios or videos a second, 750 private replies an hour) and
/// …/business-messaging/instagram-messaging (100 texts a second). Where the pages disagree the
/// lower number counts.
@Component
public class SendRates {

  /// What Meta counts apart; pictures and files count as texts.
  public enum Kind {
    TEXT,
    AUDIO_OR_VIDEO,
    PRIVATE_REPLY;

    public static Kind of(OutboundText message) {
      if (message.recipient() instanceof Recipient.Author) {
        return PRIVATE_REPLY;
      }
      return switch (message.content()) {
        case OutboundContent.Text _ -> TEXT;
        case OutboundContent.Attachment(var type, _) ->
            switch (type) {
              case IMAGE, FILE -> TEXT;
              case AUDIO, VIDEO -> AUDIO_OR_VIDEO;
            };
      };
    }
  }

  private final LoadingCache<Counted, RateLimiter> limiters;

  SendRates(MetaProperties properties) {
    var texts = atMost(properties.sendRate(), Duration.ofSeconds(1));
    var media = atMost(properties.mediaSendRate(), Duration.ofSeconds(1));
    // a tenth less than 750, for the portion that may come at both ends of an hour
    var privateReplies = atMost(675, Duration.ofHours(1));
    limiters =
        Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofHours(2))
            .build(counted ->
                RateLimiter.of(
                    counted.kind().name(),
                    switch (counted.kind()) {
                      case TEXT -> texts;
                      case AUDIO_OR_VIDEO -> media;
                      case PRIVATE_REPLY -> privateReplies;
                    }));
  }

  /// Counts one send, if it may go now.
  ///
  /// @return zero if it may; else how long to wait before asking again
  public Duration take(GraphAccount account, Kind kind) {
    var limiter = limiters.get(new Counted(account.platform(), account.accountId(), kind));
    return limiter.acquirePermission()
        ? Duration.ZERO
        : limiter.getRateLimiterConfig().getLimitRefreshPeriod();
  }

  /// How many sends may go now. Only who alone sends for the account can count on it.
  public int room(Platform platform, AccountId accountId, Kind kind) {
    return limiters
        .get(new Counted(platform, accountId, kind))
        .getMetrics()
        .getAvailablePermissions();
  }

  /// In ten portions, so that no interval of this length sees more than eleven tenths.
  private static RateLimiterConfig atMost(int sends, Duration in) {
    var portion = Math.max(1, sends / 10);
    return RateLimiterConfig.custom()
        .limitForPeriod(portion)
        .limitRefreshPeriod(in.multipliedBy(portion).dividedBy(sends))
        .timeoutDuration(Duration.ZERO)
        .build();
  }

  private record Counted(Platform platform, AccountId accountId, Kind kind) {}
}
