package dev.messagingwindow.upkeep;

import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.channel.ConnectionChecks;
import dev.messagingwindow.meta.ErrorClass;
import dev.messagingwindow.meta.GraphAccount;
import dev.messagingwindow.meta.GraphClient;
import dev.messagingwindow.meta.MetaRefusedException;
import dev.messagingwindow.meta.MetaUnreachableException;
import dev.messagingwindow.model.ChannelId;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Looks every hour whether each connected account still sends us its webhooks, and subscribes
/// again where it does not: after an hour of failed deliveries Meta ends a subscription without a
/// word. What was missed meanwhile is read from Meta.
///
/// Source: developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks (5
/// May 2026).
@Component
class SubscriptionCheck {

  private static final Logger log = LoggerFactory.getLogger(SubscriptionCheck.class);

  private final Channels channels;
  private final ConnectionChecks checks;
  private final GraphClient graph;
  private final MeterRegistry meters;

  SubscriptionCheck(
      Channels channels, ConnectionChecks checks, GraphClient graph, MeterRegistry meters) {
    this.channels = channels;
    this.checks = checks;
    this.graph = graph;
    this.meters = meters;
  }

  @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
  void run() {
    for (var channel : checks.connected()) {
      var channelId = channel.channelId();
      channels.graphAccount(channelId).ifPresent(account -> check(channelId, account));
    }
  }

  private void check(ChannelId channelId, GraphAccount account) {
    try {
      if (graph.isSubscribed(account)) {
        checks.subscribed(channelId);
      } else {
        graph.subscribe(account);
        checks.subscribedAgain(channelId);
        meters.counter("messaging.channel.resubscribed").increment();
        log.warn("subscription was lost and is back channel={}", channelId);
      }
    } catch (MetaRefusedException e) {
      if (ErrorClass.of(e.error()) == ErrorClass.RECONNECT) {
        channels.requireReconnect(channelId, e.error());
      } else {
        log.warn("subscription not checked channel={} code={}", channelId, e.error().code());
      }
    } catch (MetaUnreachableException _) {
      log.warn("subscription not checked, Meta did not answer channel={}", channelId);
    }
  }
}
