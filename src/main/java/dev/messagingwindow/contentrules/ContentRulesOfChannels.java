package dev.messagingwindow.contentrules;

import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.content.OwnWords;
import dev.messagingwindow.ledger.AdminAction;
import dev.messagingwindow.ledger.Ledger;
import dev.messagingwindow.ledger.LedgerEntry;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.policy.ContentMode;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Mode and own words of every channel.
@Service
public class ContentRulesOfChannels {

  private static final Logger log = LoggerFactory.getLogger(ContentRulesOfChannels.class);

  private final Channels channels;
  private final ContentRulesStore store;
  private final Ledger ledger;
  private final Clock clock;

  ContentRulesOfChannels(Channels channels, ContentRulesStore store, Ledger ledger, Clock clock) {
    this.channels = channels;
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// Those of a channel that is known to exist.
  public ChannelContentRules of(ChannelId channelId) {
    return store.find(channelId).orElse(ChannelContentRules.UNCHANGED);
  }

  /// @throws ApiProblem `channel-not-found`
  ChannelContentRules get(ChannelId channelId) {
    return of(channels.get(channelId).channelId());
  }

  /// Replaces them.
  ///
  /// @param version the one that the change was made to; null for any
  /// @param keyName name of the credential
  /// @throws ApiProblem `channel-not-found`, `content-rules-changed`
  @Transactional
  public ChannelContentRules change(
      ChannelId channelId,
      ContentMode mode,
      OwnWords own,
      @Nullable Integer version,
      String keyName) {
    channels.get(channelId);
    var changed =
        store
            .replace(channelId, mode, own, version)
            .orElseThrow(() ->
                new ApiProblem(
                    ProblemType.CONTENT_RULES_CHANGED,
                    "Read the content rules again and repeat the change."));
    // never the words: the ledger holds no text
    var reason = "mode %s, version %d".formatted(mode, changed.version());
    ledger.record(
        LedgerEntry.admin(
            channelId, keyName, AdminAction.CONTENT_RULES_CHANGED, reason, clock.instant()));
    log.info("content rules changed channel={} {}", channelId, reason);
    return changed;
  }
}
