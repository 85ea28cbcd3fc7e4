package dev.messagingwindow.channel;

import dev.messagingwindow.gap.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a connection to Meta stands.
///
/// @param lastError Meta's last channel-wide error since the channel was connected; null for none
/// @param tokenExpiresAt null when the token has no end
/// @param dataAccessExpiresAt when the person who connected it must log in again; null for never
/// @param lastCheckedAt when Meta was last asked about the token; null for never
/// @param expiringSoon what ends within 14 days, the first end first
/// @param notices what an admin should know
/// @param backfill how far the time without webhooks has been read; null when there was none
public record ConnectionHealth(
    Channel.@Nullable ConnectionError lastError,
    @Nullable Instant tokenExpiresAt,
    @Nullable Instant dataAccessExpiresAt,
    @Nullable Instant lastCheckedAt,
    List<Expiring> expiringSoon,
    List<Notice> notices,
    @Nullable Gap backfill) {

  /// How long before its end something is shown.
  private static final Duration SOON = Duration.ofDays(14);

  static ConnectionHealth of(
      Channel channel, List<Notice> notices, @Nullable Gap backfill, Instant now) {
    var token = channel.token();
    return new ConnectionHealth(
        channel.lastError(),
        token.expiresAt(),
        token.dataAccessExpiresAt(),
        token.checkedAt(),
        expiringSoon(token, now),
        notices,
        backfill);
  }

  /// What of a token ends within 14 days, or has ended.
  public static List<Expiring> expiringSoon(Channel.TokenHealth token, Instant now) {
    return Stream.of(
            new Expiring(Expiry.TOKEN, token.expiresAt()),
            new Expiring(Expiry.DATA_ACCESS, token.dataAccessExpiresAt()))
        .filter(expiring -> expiring.isBefore(now.plus(SOON)))
        .toList();
  }

  /// What ends, and when.
  public record Expiring(Expiry what, @Nullable Instant at) {

    private boolean isBefore(Instant soon) {
      return at != null && at.isBefore(soon);
    }
  }

  /// What can end.
  public enum Expiry {
    TOKEN,
    DATA_ACCESS
  }

  /// What an admin should know.
  public enum Notice {
    /// The 7-day window was chosen, and nobody recorded that Meta approved the app's Human Agent
    /// feature: messages after 24 hours may be refused.
    HUMAN_AGENT_NOT_APPROVED
  }
}
