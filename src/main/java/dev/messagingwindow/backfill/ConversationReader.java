package dev.messagingwindow.backfill;

import dev.messagingwindow.conversation.ConversationEvent;
import dev.messagingwindow.conversation.Effect;
import dev.messagingwindow.conversation.EventKeys;
import dev.messagingwindow.conversation.MessageContent;
import dev.messagingwindow.meta.ConversationsClient;
import dev.messagingwindow.meta.GraphAccount;
import dev.messagingwindow.meta.MetaConversation;
import dev.messagingwindow.meta.MetaRefusedException;
import dev.messagingwindow.meta.MetaUnreachableException;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.window.OpenedBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one account's conversations, the one that moved last first, back to an instant.
final class ConversationReader {

  private final ConversationsClient client;
  private final Pace pace;
  private final ChannelId channelId;
  private final GraphAccount account;
  private final Instant since;
  private final Instant now;
  private @Nullable Set<String> ownIds;

  ConversationReader(
      ConversationsClient client,
      Pace pace,
      ChannelId channelId,
      GraphAccount account,
      Instant since,
      Instant now) {
    this.client = client;
    this.pace = pace;
    this.channelId = channelId;
    this.account = account;
    // Meta's times have no milliseconds: a message of the same second is not to be missed
    this.since = Instant.ofEpochSecond(since.getEpochSecond());
    this.now = now;
  }

  /// @param cursor null from the start
  ReadPart read(@Nullable String cursor) throws MetaRefusedException, MetaUnreachableException {
    var own = ownIds();
    pace.await();
    var page = client.conversations(account, cursor);
    var events = new ArrayList<ConversationEvent>();
    for (var conversation : page.items()) {
      var updatedAt = conversation.updatedAt();
      if (updatedAt != null && updatedAt.isBefore(since)) {
        return new ReadPart(events, null);
      }
      var customerId = customer(conversation, own);
      if (customerId != null) {
        read(conversation, customerId, events);
      }
    }
    return new ReadPart(events, page.next());
  }

  private Set<String> ownIds() throws MetaRefusedException, MetaUnreachableException {
    if (ownIds == null) {
      pace.await();
      ownIds = client.ownIds(account);
    }
    return ownIds;
  }

  /// Who takes part besides the account. Where that is not exactly one, nobody can say who wrote
  /// what, and what the account wrote must never open a window.
  private static @Nullable CustomerId customer(MetaConversation conversation, Set<String> own) {
    var others = new HashSet<>(conversation.participants());
    others.removeAll(own);
    return others.size() == 1 && MetaId.isValid(others.iterator().next())
        ? new CustomerId(others.iterator().next())
        : null;
  }

  private void read(
      MetaConversation conversation, CustomerId customerId, List<ConversationEvent> events)
      throws MetaRefusedException, MetaUnreachableException {
    var messages = conversation.messages();
    var older = conversation.older();
    while (add(messages, customerId, events) && older != null) {
      pace.await();
      var page = client.messages(account, conversation.id(), older);
      messages = page.items();
      older = page.next();
    }
  }

  /// @return false when these go back to where nothing was missed
  private boolean add(
      List<MetaConversation.Message> messages,
      CustomerId customerId,
      List<ConversationEvent> events) {
    for (var message : messages) {
      if (message.createdAt().isBefore(since)) {
        return false;
      }
      events.add(event(message, customerId));
    }
    return true;
  }

  private ConversationEvent event(MetaConversation.Message message, CustomerId customerId) {
    var at = message.createdAt().isAfter(now) ? now : message.createdAt();
    return new ConversationEvent(
        channelId,
        customerId,
        EventKeys.message(message.createdAt(), message.id()),
        at,
        message.fromId().equals(customerId.value())
            ? new Effect.Opened(
                OpenedBy.MESSAGE, new MessageContent(message.id(), message.text(), List.of()))
            : new Effect.Answered(null));
  }
}
