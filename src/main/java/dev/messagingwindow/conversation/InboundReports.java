package dev.messagingwindow.conversation;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.conversation.InboundController.InboundRequest;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.window.OpenedBy;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Service;

/// What connectors report by REST goes the same way as what Meta's webhook brings.
@Service
class InboundReports {

  private static final Instant EARLIEST = Instant.parse("2015-01-01T00:00:00Z");

  /// What lies behind it is cut like everything in the future, and cannot be counted in
  /// milliseconds.
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private final Channels channels;
  private final Conversations conversations;
  private final Clock clock;

  InboundReports(Channels channels, Conversations conversations, Clock clock) {
    this.channels = channels;
    this.conversations = conversations;
    this.clock = clock;
  }

  Report record(ChannelId channelId, CustomerId customerId, InboundRequest request) {
    var sentAt = request.sentAt().isAfter(LATEST) ? LATEST : request.sentAt();
    var ownTime = sentAt.truncatedTo(ChronoUnit.MILLIS);
    if (ownTime.isBefore(EARLIEST)) {
      throw ApiProblem.invalid("sentAt", "must be in 2015 or later");
    }
    var channel = channels.get(channelId);
    var now = clock.instant();
    var at = ownTime.isAfter(now) ? now : ownTime;
    if (isOnRecord(channelId, customerId, request)) {
      return report(false, channel, customerId, now);
    }
    var content = new MessageContent(request.messageId(), request.text(), List.of());
    var first =
        conversations.record(
            List.of(
                new ConversationEvent(
                    channelId,
                    customerId,
                    key(customerId, request, ownTime),
                    at,
                    new Effect.Opened(request.kindOrMessage(), content))),
            now);
    return report(!first.isEmpty(), channel, customerId, now);
  }

  /// The event's key holds its day; a connector that reports a message again may date it anew.
  private boolean isOnRecord(ChannelId channelId, CustomerId customerId, InboundRequest request) {
    return request.kindOrMessage() == OpenedBy.MESSAGE
        && conversations.messageSentAt(channelId, customerId, request.messageId()).isPresent();
  }

  private Report report(boolean isNew, Channel channel, CustomerId customerId, Instant now) {
    return new Report(
        isNew,
        WindowResponse.of(
            channel.standing(), conversations.get(channel.channelId(), customerId), now));
  }

  private static EventKey key(CustomerId customerId, InboundRequest request, Instant ownTime) {
    var id = request.messageId();
    return switch (request.kindOrMessage()) {
      case MESSAGE -> EventKeys.message(ownTime, id);
      case POSTBACK -> EventKeys.postback(ownTime, id);
      case REACTION -> EventKeys.reaction(ownTime, customerId, id, "react");
      case REFERRAL -> EventKey.of(ownTime, "referral", "reported", id);
      case LEAD -> EventKey.of(ownTime, "lead", "reported", id);
      case OPT_IN -> EventKey.of(ownTime, "optin", "reported", id);
    };
  }

  /// @param isNew whether this event was not known before
  record Report(boolean isNew, WindowResponse window) {}
}
