package dev.messagingwindow.webhook;

import dev.messagingwindow.conversation.EventKeys;
import dev.messagingwindow.conversation.MessageContent;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.window.OpenedBy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An item that carries a `message`: the customer's, the account's own, or none of either.
final class MessageItem {

  private MessageItem() {}

  static WebhookEvent parse(MessagingItem item, JsonNode message) {
    var mid = Json.messageId(message);
    var kind = kind(item, message);
    var customerId =
        switch (kind) {
          case MESSAGE_ECHO -> echoCustomer(item);
          case MESSAGE_SELF -> null;
          default -> item.senderId();
        };
    var key =
        mid == null
            ? item.key(
                kind, item.who(customerId), EventKeys.time(item.ownTime()), Json.digest(message))
            : kind == EventKind.MESSAGE
                ? EventKeys.message(item.ownTime(), mid)
                : item.key(kind, mid);
    var content = new MessageContent(mid, Json.text(message, "text"), attachments(message));
    var action =
        switch (kind) {
          case MESSAGE, MESSAGE_UNSUPPORTED -> new Action.Open(OpenedBy.MESSAGE, content);
          case MESSAGE_ECHO -> new Action.Echo(content, Json.text(message, "metadata"));
          case MESSAGE_DELETED -> mid == null ? new Action.Ignore() : new Action.Unsend(mid);
          default -> new Action.Ignore();
        };
    return item.event(kind, customerId, key, action);
  }

  private static EventKind kind(MessagingItem item, JsonNode message) {
    if (Json.flag(message, "is_self")) {
      return EventKind.MESSAGE_SELF;
    }
    if (Json.flag(message, "is_echo")) {
      return EventKind.MESSAGE_ECHO;
    }
    if (item.isAccount(item.senderId())) {
      return EventKind.MESSAGE_SELF;
    }
    if (item.json().hasNonNull("hop_context")) {
      return EventKind.MESSAGE_GENERATED;
    }
    if (Json.flag(message, "is_deleted")) {
      return EventKind.MESSAGE_DELETED;
    }
    return Json.flag(message, "is_unsupported") ? EventKind.MESSAGE_UNSUPPORTED : EventKind.MESSAGE;
  }

  /// The recipient; some samples of other people's show the two sides swapped.
  private static @Nullable CustomerId echoCustomer(MessagingItem item) {
    var recipientId = Json.customer(Json.object(item.json(), "recipient"));
    return item.isAccount(recipientId) ? item.senderId() : recipientId;
  }

  private static List<MessageContent.Attachment> attachments(JsonNode message) {
    var attachments = new ArrayList<MessageContent.Attachment>();
    for (var attachment : message.path("attachments")) {
      var type = Json.text(attachment, "type");
      if (type != null) {
        var payload = Json.object(attachment, "payload");
        var url = payload == null ? null : Json.text(payload, "url");
        attachments.add(
            new MessageContent.Attachment(type, url != null ? url : Json.text(attachment, "url")));
      }
    }
    return attachments;
  }
}
