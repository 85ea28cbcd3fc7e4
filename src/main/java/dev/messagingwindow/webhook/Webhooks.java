package dev.messagingwindow.webhook;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.Platform;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Parses a body and hands its events to the conversations of the channels they belong to.
@Service
class Webhooks {

  private final EventParser parser;
  private final Channels channels;
  private final WebhookWriter writer;
  private final WebhookMetrics metrics;
  private final Clock clock;

  Webhooks(
      EventParser parser,
      Channels channels,
      WebhookWriter writer,
      WebhookMetrics metrics,
      Clock clock) {
    this.parser = parser;
    this.channels = channels;
    this.writer = writer;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// Returns once everything in the body is committed.
  void receive(byte[] body) throws UnreadableBodyException {
    var now = clock.instant();
    var known = new HashMap<Account, Optional<Channel>>();
    var ours = new ArrayList<ChannelEvent>();
    for (var event : parse(body, now)) {
      var channel =
          known.computeIfAbsent(
              new Account(event.platform(), event.accountId()),
              account -> channels.find(account.platform(), account.accountId()));
      metrics.count(event.kind(), channel.isPresent());
      if (channel.isPresent() && (event.customerId() != null || event.action().mayNameNobody())) {
        ours.add(new ChannelEvent(channel.get(), event.customerId(), event));
      }
    }
    if (!ours.isEmpty()) {
      writer.store(ours);
    }
  }

  void countUnsigned() {
    metrics.countUnsigned();
  }

  private Iterable<WebhookEvent> parse(byte[] body, Instant now) throws UnreadableBodyException {
    try {
      return parser.parse(body, now);
    } catch (UnreadableBodyException e) {
      metrics.countUnreadable();
      throw e;
    }
  }

  private record Account(Platform platform, AccountId accountId) {}
}
