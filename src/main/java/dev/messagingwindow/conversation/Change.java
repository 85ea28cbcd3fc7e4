package dev.messagingwindow.conversation;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the events of one batch change in one message. Folding and storing both take the highest
/// edit and let an unsend win, so the order in which events come makes no difference.
///
/// @param editNumber null when it was only taken back
/// @param text of the highest edit
record Change(
    Message message,
    CustomerId customerId,
    boolean deleted,
    @Nullable Integer editNumber,
    @Nullable String text) {

  /// One change per message.
  static Collection<Change> fold(Collection<ConversationEvent> events) {
    var byMessage = new LinkedHashMap<Message, Change>();
    for (var event : events) {
      var change = of(event);
      if (change != null) {
        byMessage.merge(change.message, change, Change::and);
      }
    }
    return byMessage.values();
  }

  private static @Nullable Change of(ConversationEvent event) {
    return switch (event.effect()) {
      case Effect.Unsent(var mid) ->
          new Change(new Message(event.channelId(), mid), event.customerId(), true, null, null);
      case Effect.Edited(var mid, var number, var text) ->
          new Change(new Message(event.channelId(), mid), event.customerId(), false, number, text);
      case Effect.Opened _, Effect.Answered _, Effect.None _ -> null;
    };
  }

  private Change and(Change other) {
    var edit = numberOf(other) > numberOf(this) ? other : this;
    var gone = deleted || other.deleted;
    return new Change(message, customerId, gone, edit.editNumber, gone ? null : edit.text);
  }

  private static int numberOf(Change change) {
    return Objects.requireNonNullElse(change.editNumber, 0);
  }

  /// @param metaMessageId unique on its channel
  record Message(ChannelId channelId, String metaMessageId) {}
}
