package dev.messagingwindow.conversation;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.ledger.AdminAction;
import dev.messagingwindow.ledger.Ledger;
import dev.messagingwindow.ledger.LedgerEntry;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import java.time.Clock;
import java.time.Instant;
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
  private final Ledger ledger;
  private final Clock clock;

  Acknowledgements(Channels channels, ConversationStore store, Ledger ledger, Clock clock) {
    this.channels = channels;
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// Ends the channel's warnings and the suspension of all its conversations.
  ///
  /// @param keyName name of the credential of whoever took note
  @Transactional
  public Channel acknowledgeAll(ChannelId channelId, String keyName) {
    var now = clock.instant();
    var channel = channels.acknowledge(channelId);
    var conversations = store.resumeHumanAgent(channelId, null, now);
    ledger.record(acknowledged(channelId, keyName, now));
    log.info("warnings acknowledged channel={} conversations={}", channelId, conversations);
    return channel;
  }

  /// Ends the suspension of one conversation; the channel's warnings stand.
  @Transactional
  public Channel acknowledge(ChannelId channelId, CustomerId customerId, String keyName) {
    var now = clock.instant();
    var channel = channels.get(channelId);
    var conversations = store.resumeHumanAgent(channelId, customerId, now);
    store
        .find(channelId, customerId)
        .ifPresent(conversation ->
            ledger.record(acknowledged(channelId, keyName, now).in(conversation.ledgerKey())));
    log.info("warning acknowledged channel={} conversations={}", channelId, conversations);
    return channel;
  }

  private static LedgerEntry.Administered acknowledged(
      ChannelId channelId, String keyName, Instant now) {
    return LedgerEntry.admin(channelId, keyName, AdminAction.WARNING_ACKNOWLEDGED, null, now);
  }
}
