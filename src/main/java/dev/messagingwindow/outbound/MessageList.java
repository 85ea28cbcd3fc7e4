package dev.messagingwindow.outbound;

import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.conversation.MessageCursor;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.outbox.OutboundStore;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/// A conversation's messages of both directions, out of what the customer wrote and what we sent.
@Service
class MessageList {

  private static final Comparator<Placed> NEWEST_FIRST =
      Comparator.comparing(Placed::place, MessageCursor.ORDER).reversed();

  private final Channels channels;
  private final Conversations conversations;
  private final OutboundStore store;
  private final JsonMapper json;

  MessageList(
      Channels channels, Conversations conversations, OutboundStore store, JsonMapper json) {
    this.channels = channels;
    this.conversations = conversations;
    this.store = store;
    this.json = json;
  }

  /// @param before only what sorts behind this; null from the newest
  Page page(
      ChannelId channelId,
      CustomerId customerId,
      @Nullable MessageCursor before,
      int limit,
      Locale locale) {
    channels.get(channelId);
    var recorded =
        conversations.messages(channelId, customerId, before, limit + 1).stream()
            .map(message ->
                new Placed(
                    new MessageCursor(message.sentAt(), message.key()),
                    MessageResponse.of(channelId, customerId, message)));
    var sent =
        store.page(channelId, customerId, before, limit + 1).stream()
            .map(message ->
                new Placed(
                    new MessageCursor(message.createdAt(), message.messageId().value()),
                    MessageResponse.Outbound.of(message, json, locale)));
    var merged = Stream.concat(recorded, sent).sorted(NEWEST_FIRST).limit(limit + 1).toList();
    var shown = merged.stream().limit(limit).toList();
    return new Page(
        shown.stream().map(Placed::message).toList(),
        merged.size() > limit ? shown.getLast().place().toString() : null);
  }

  private record Placed(MessageCursor place, MessageResponse message) {}

  /// @param nextCursor null at the end
  record Page(List<MessageResponse> messages, @Nullable String nextCursor) {}
}
