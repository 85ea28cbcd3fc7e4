package dev.messagingwindow.channel;

import dev.messagingwindow.app.FeatureState;
import dev.messagingwindow.app.HumanAgent;
import dev.messagingwindow.channel.ConnectionHealth.Notice;
import dev.messagingwindow.gap.Gaps;
import dev.messagingwindow.model.Extension;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/// Channels as clients see them, with how their connections stand now.
@Component
public class ChannelResponses {

  private final Gaps gaps;
  private final HumanAgent humanAgent;
  private final Clock clock;

  ChannelResponses(Gaps gaps, HumanAgent humanAgent, Clock clock) {
    this.gaps = gaps;
    this.humanAgent = humanAgent;
    this.clock = clock;
  }

  public ChannelResponse of(Channel channel) {
    return of(List.of(channel)).getFirst();
  }

  /// In the same order.
  List<ChannelResponse> of(List<Channel> channels) {
    var now = clock.instant();
    var found = gaps.find(channels.stream().map(Channel::channelId).toList());
    var feature = humanAgent.state();
    return channels.stream()
        .map(channel ->
            ChannelResponse.of(
                channel,
                ConnectionHealth.of(
                    channel, notices(channel, feature), found.get(channel.channelId()), now)))
        .toList();
  }

  private static List<Notice> notices(Channel channel, FeatureState feature) {
    return channel.extension() == Extension.HUMAN_AGENT && feature != FeatureState.APPROVED
        ? List.of(Notice.HUMAN_AGENT_NOT_APPROVED)
        : List.of();
  }
}
