package dev.messagingwindow.conversation;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// A person takes note of Meta's warnings: tagged messages go again.
@Service
class Acknowledgements {

  private static final Logger log = LoggerFactory.getLogger(Acknowledgements.class);

  private final Channels channels;
  private final ConversationStore store;
  private final Clock clock;

  Acknowledgements(Channels channels, ConversationStore store, Clock clock) {
    this.channels = channels;
    this.store = store;
    this.clock = clock;
  }

  /// Ends the channel's warnings and the suspension of all its conversations.
  @Transactional
  public Channel acknowledgeAll(ChannelId channelId) {
    var channel = channels.acknowledge(channelId);
    var conversations = store.resumeHumanAgent(channelId, null, clock.instant());
    log.info("warnings acknowledged channel={} conversations={}", channelId, conversations);
    return channel;
  }

  /// Ends the suspension of one conversation; the channel's warnings stand.
  @Transactional
  public Channel acknowledge(ChannelId channelId, CustomerId customerId) {
    var channel = channels.get(channelId);
    var conversations = store.resumeHumanAgent(channelId, customerId, clock.instant());
    log.info("warning acknowledged channel={} conversations={}", channelId, conversations);
    return channel;
  }
}
