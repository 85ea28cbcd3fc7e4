package dev.messagingwindow.channel;

import dev.messagingwindow.model.ChannelStatus;
import dev.messagingwindow.model.Extension;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.Platform;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A channel as clients see it.
public record ChannelResponse(
    UUID channelId,
    Platform platform,
    Login login,
    String accountId,
    @Nullable String pageId,
    String name,
    ChannelStatus status,
    boolean extendedWindow,
    String windowDuration,
    Instant connectedAt,
    @Nullable Instant disconnectedAt,
    Channel.@Nullable Hold hold,
    List<WarningResponse> warnings,
    ConnectionHealth connectionHealth) {

  static ChannelResponse of(Channel channel, ConnectionHealth health) {
    return new ChannelResponse(
        channel.channelId().value(),
        channel.platform(),
        channel.login(),
        channel.accountId().value(),
        channel.pageId() == null ? null : channel.pageId().value(),
        channel.name(),
        channel.status(),
        channel.extension() == Extension.HUMAN_AGENT,
        switch (channel.extension()) {
          case NONE -> "PT24H";
          case HUMAN_AGENT -> "P7D";
        },
        channel.connectedAt(),
        channel.disconnectedAt(),
        channel.hold(),
        channel.warnings().stream().map(WarningResponse::of).toList(),
        health);
  }

  /// A warning that nobody acknowledged.
  ///
  /// @param reason Meta's words, or what to look for; null when Meta named none
  public record WarningResponse(
      UUID warningId, Channel.WarningKind kind, @Nullable String reason, Instant warnedAt) {

    static WarningResponse of(Channel.Warning warning) {
      return new WarningResponse(
          warning.warningId(), warning.kind(), warning.reason(), warning.warnedAt());
    }
  }
}
