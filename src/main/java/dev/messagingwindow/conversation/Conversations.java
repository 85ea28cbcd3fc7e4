package dev.messagingwindow.conversation;

import dev.messagingwindow.ledger.LedgerKey;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The customers' last actions and what was said.
@Service
public class Conversations {

  private static final int REQUEST_MESSAGES = 10;

  private final ConversationStore store;
  private final MessageStore messages;
  private final SeenEvents seen;

  Conversations(ConversationStore store, MessageStore messages, SeenEvents seen) {
    this.store = store;
    this.messages = messages;
    this.seen = seen;
  }

  /// Records events in one transaction. Late, repeated and reordered ones are harmless.
  ///
  /// @return those that were not seen before
  @Transactional
  public List<ConversationEvent> record(Collection<ConversationEvent> events, Instant now) {
    if (events.isEmpty()) {
      return List.of();
    }
    var first = seen.first(events, ConversationEvent::channelId, ConversationEvent::key, now);
    var movements = Movement.fold(first);
    if (!movements.isEmpty()) {
      store.move(movements, now);
      messages.apply(first, now);
    }
    return first;
  }

  /// Records what Meta's own list of conversations says, in the caller's transaction: a customer's
  /// message moves the instants once, whoever tells of it first. The list shows a clicked button as
  /// a message, so one that came as a postback counts as seen. What the account wrote opens
  /// nothing.
  ///
  /// @return how many messages of customers were not seen before
  @Transactional
  public int recover(Collection<ConversationEvent> events, Instant now) {
    var known = new ArrayList<KnownAs>();
    var first = new ArrayList<ConversationEvent>();
    for (var event : events) {
      if (event.effect() instanceof Effect.Opened(_, var content)
          && content != null
          && content.metaMessageId() != null) {
        known.add(new KnownAs(event, event.key()));
        known.add(new KnownAs(event, EventKeys.postback(event.at(), content.metaMessageId())));
      } else {
        first.add(event);
      }
    }
    var unseen =
        seen.first(known, one -> one.event.channelId(), KnownAs::key, now).stream()
            .collect(Collectors.groupingBy(KnownAs::event, Collectors.counting()));
    unseen.forEach((event, keys) -> {
      if (keys == 2) {
        first.add(event);
      }
    });
    var movements = Movement.fold(first);
    if (!movements.isEmpty()) {
      store.move(movements, now);
      messages.apply(first, now);
    }
    return (int) unseen.values().stream().filter(keys -> keys == 2).count();
  }

  /// One of the keys under which an event may have been seen.
  private record KnownAs(ConversationEvent event, EventKey key) {}

  /// Those events that were not seen before, for events that belong to no conversation. Part of the
  /// caller's transaction, and called before [#record] in it, so that keys are locked in one order.
  public <T> List<T> firstSeen(
      Collection<T> events,
      Function<T, ChannelId> channelId,
      Function<T, EventKey> key,
      Instant now) {
    return seen.first(events, channelId, key, now);
  }

  /// The conversation, also with a customer nobody heard of.
  public Conversation get(ChannelId channelId, CustomerId customerId) {
    return store.find(channelId, customerId).orElseGet(() -> Conversation.unknown(customerId));
  }

  /// Takes the next place in the conversation's queue and keeps everybody else out of it until the
  /// transaction ends; empty when the customer was never heard of.
  public Optional<QueuePlace> takePlace(ChannelId channelId, CustomerId customerId) {
    return store.lock(channelId, customerId);
  }

  /// How the conversation stands in the ledger, ready to hash a text; null when the customer is not
  /// known, or was never heard of.
  public @Nullable LedgerKey ledgerKey(ChannelId channelId, @Nullable CustomerId customerId) {
    return customerId == null ? null : store.ledgerKey(channelId, customerId).orElse(null);
  }

  /// The customer's latest texts, the answered one first.
  public List<String> request(
      ChannelId channelId, CustomerId customerId, @Nullable String inReplyTo) {
    return messages.request(channelId, customerId, inReplyTo, REQUEST_MESSAGES);
  }

  /// When the customer sent a message; empty when it is not on record.
  public Optional<Instant> messageSentAt(
      ChannelId channelId, CustomerId customerId, String metaMessageId) {
    return Optional.ofNullable(messages.sentAt(channelId, customerId, metaMessageId));
  }

  /// What is on record besides our own messages, newest first.
  public List<RecordedMessage> messages(
      ChannelId channelId, CustomerId customerId, @Nullable MessageCursor before, int limit) {
    return messages.page(channelId, customerId, before, limit);
  }

  /// Our message reached Meta.
  ///
  /// @param metaMessageId an echo may have brought it before Meta's answer did
  public void answered(
      ChannelId channelId, CustomerId customerId, String metaMessageId, Instant now) {
    store.move(List.of(new Movement(channelId, customerId, null, null, null, now)), now);
    messages.forgetEcho(channelId, customerId, metaMessageId);
  }

  /// Meta said the window is closed while we thought it open.
  public void closedByMeta(ChannelId channelId, CustomerId customerId, Instant now) {
    store.closeByMeta(channelId, customerId, now);
  }

  /// Meta warned about tagged messages to this person: none goes until somebody acknowledged it.
  public void suspendHumanAgent(ChannelId channelId, CustomerId customerId, Instant now) {
    store.suspendHumanAgent(channelId, customerId, now);
  }

  /// A place in a conversation's queue.
  ///
  /// @param ordinal given back when the transaction does not commit
  public record QueuePlace(long ordinal, Conversation conversation) {}
}
