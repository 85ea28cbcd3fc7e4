package dev.messagingwindow.webhook;

import dev.messagingwindow.conversation.EventKey;
import dev.messagingwindow.conversation.EventKeys;
import dev.messagingwindow.conversation.MessageContent;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.window.OpenedBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An item of `messaging` or `standby`. Its kind is the key it carries, never the name of the
/// subscribed field.
///
/// Source:
/// developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events
/// (read 2026-09-28).
final class MessagingItem {

  /// Events that are only remembered.
  private static final Map<String, EventKind> PLAIN_KINDS =
      Map.ofEntries(
          Map.entry("pass_thread_control", EventKind.PASS_THREAD_CONTROL),
          Map.entry("take_thread_control", EventKind.TAKE_THREAD_CONTROL),
          Map.entry("request_thread_control", EventKind.REQUEST_THREAD_CONTROL),
          Map.entry("app_roles", EventKind.APP_ROLES),
          Map.entry("policy_enforcement", EventKind.POLICY_ENFORCEMENT),
          Map.entry("policy-enforcement", EventKind.POLICY_ENFORCEMENT),
          Map.entry("response_feedback", EventKind.RESPONSE_FEEDBACK),
          Map.entry("order", EventKind.ORDER),
          Map.entry("account_linking", EventKind.ACCOUNT_LINKING));

  private final JsonNode item;
  private final EntryContext entry;
  private final @Nullable JsonNode sender;
  private final @Nullable CustomerId senderId;
  private final @Nullable Instant ownTime;

  private MessagingItem(JsonNode item, EntryContext entry) {
    this.item = item;
    this.entry = entry;
    sender = Json.object(item, "sender");
    senderId = Json.customer(sender);
    ownTime = Json.time(item, "timestamp");
  }

  static WebhookEvent parse(JsonNode item, EntryContext entry) {
    return new MessagingItem(item, entry).parse();
  }

  private WebhookEvent parse() {
    JsonNode value;
    if ((value = Json.object(item, "message")) != null) {
      return message(value);
    }
    if ((value = Json.object(item, "postback")) != null) {
      return postback(value);
    }
    if ((value = Json.object(item, "reaction")) != null) {
      return reaction(value);
    }
    if ((value = Json.object(item, "referral")) != null) {
      return referral(value);
    }
    if ((value = Json.object(item, "optin")) != null) {
      return optIn(value);
    }
    if ((value = Json.object(item, "message_edit")) != null) {
      return edit(value);
    }
    if ((value = Json.object(item, "read")) != null) {
      return read(value);
    }
    if ((value = Json.object(item, "delivery")) != null) {
      return delivery(value);
    }
    return other();
  }

  private WebhookEvent message(JsonNode message) {
    var mid = Json.messageId(message);
    var kind = messageKind(message);
    var customerId =
        switch (kind) {
          case MESSAGE_ECHO -> echoCustomer();
          case MESSAGE_SELF -> null;
          default -> senderId;
        };
    var key =
        mid == null
            ? key(kind, who(customerId), EventKeys.time(ownTime), Json.digest(message))
            : kind == EventKind.MESSAGE ? EventKeys.message(ownTime, mid) : key(kind, mid);
    var content = new MessageContent(mid, Json.text(message, "text"), attachments(message));
    var action =
        switch (kind) {
          case MESSAGE, MESSAGE_UNSUPPORTED -> new Action.Open(OpenedBy.MESSAGE, content);
          case MESSAGE_ECHO -> new Action.Echo(content, Json.text(message, "metadata"));
          case MESSAGE_DELETED -> mid == null ? new Action.Ignore() : new Action.Unsend(mid);
          default -> new Action.Ignore();
        };
    return entry.event(kind, customerId, ownTime, key, action);
  }

  private EventKind messageKind(JsonNode message) {
    if (Json.flag(message, "is_self")) {
      return EventKind.MESSAGE_SELF;
    }
    if (Json.flag(message, "is_echo")) {
      return EventKind.MESSAGE_ECHO;
    }
    if (isAccount(senderId)) {
      return EventKind.MESSAGE_SELF;
    }
    if (item.hasNonNull("hop_context")) {
      return EventKind.MESSAGE_GENERATED;
    }
    if (Json.flag(message, "is_deleted")) {
      return EventKind.MESSAGE_DELETED;
    }
    return Json.flag(message, "is_unsupported") ? EventKind.MESSAGE_UNSUPPORTED : EventKind.MESSAGE;
  }

  /// The recipient; some samples of other people's show the two sides swapped.
  private @Nullable CustomerId echoCustomer() {
    var recipientId = Json.customer(Json.object(item, "recipient"));
    return isAccount(recipientId) ? senderId : recipientId;
  }

  private WebhookEvent postback(JsonNode postback) {
    var mid = Json.messageId(postback);
    var key =
        mid == null
            ? key(
                EventKind.POSTBACK,
                who(senderId),
                EventKeys.time(ownTime),
                Json.digest(postback.path("payload")))
            : EventKeys.postback(ownTime, mid);
    return entry.event(
        EventKind.POSTBACK,
        senderId,
        ownTime,
        key,
        new Action.Open(
            OpenedBy.POSTBACK, new MessageContent(mid, Json.text(postback, "title"), List.of())));
  }

  private WebhookEvent reaction(JsonNode reaction) {
    var mid = Json.messageId(reaction);
    var react = "react".equals(Json.text(reaction, "action"));
    var key =
        senderId == null
            ? key(
                EventKind.REACTION_ADDED, who(null), EventKeys.time(ownTime), Json.digest(reaction))
            : EventKeys.reaction(
                ownTime, senderId, mid == null ? "" : mid, react ? "react" : "unreact");
    return entry.event(
        react ? EventKind.REACTION_ADDED : EventKind.REACTION_REMOVED,
        senderId,
        ownTime,
        key,
        react
            ? new Action.Open(
                OpenedBy.REACTION, new MessageContent(mid, Json.text(reaction, "emoji"), List.of()))
            : new Action.Ignore());
  }

  private WebhookEvent referral(JsonNode referral) {
    var kind = referralKind(referral);
    var ref = Json.text(referral, "ref");
    var action =
        switch (kind) {
          case REFERRAL_LINK -> new Action.Open(OpenedBy.REFERRAL, nothingSaid());
          case REFERRAL_LEAD_COMPLETE -> new Action.Open(OpenedBy.LEAD, nothingSaid());
          default -> new Action.Ignore();
        };
    return entry.event(
        kind,
        senderId,
        ownTime,
        EventKey.of(
            ownTime, "referral", who(senderId), EventKeys.time(ownTime), ref == null ? "" : ref),
        action);
  }

  private static EventKind referralKind(JsonNode referral) {
    var source = Json.text(referral, "source");
    return switch (Json.text(referral, "type")) {
      case "LEAD_COMPLETE" -> EventKind.REFERRAL_LEAD_COMPLETE;
      case "LEAD_INCOMPLETE" -> EventKind.REFERRAL_OTHER;
      case null, default -> {
        if (source != null && (source.matches("SHORTLINKS?") || source.startsWith("IGME"))) {
          yield EventKind.REFERRAL_LINK;
        }
        yield "ADS".equals(source) ? EventKind.REFERRAL_AD : EventKind.REFERRAL_OTHER;
      }
    };
  }

  private WebhookEvent optIn(JsonNode optIn) {
    var kind = optInKind(optIn);
    var ref = Json.text(optIn, "ref");
    var payload = Json.text(optIn, "payload");
    var userRef = Json.text(optIn, "user_ref");
    return entry.event(
        kind,
        senderId,
        ownTime,
        EventKey.of(
            ownTime,
            "optin",
            senderId == null && userRef != null ? "user_ref:" + userRef : who(senderId),
            EventKeys.time(ownTime),
            ref != null ? ref : payload != null ? payload : ""),
        kind == EventKind.OPTIN_PLUGIN
            ? new Action.Open(OpenedBy.OPT_IN, nothingSaid())
            : new Action.Ignore());
  }

  private EventKind optInKind(JsonNode optIn) {
    return switch (Json.text(optIn, "type")) {
      case "notification_messages" -> EventKind.OPTIN_MARKETING;
      case "one_time_notif_req" -> EventKind.OPTIN_ONE_TIME;
      case null -> senderId == null ? EventKind.OPTIN_CHECKBOX : EventKind.OPTIN_PLUGIN;
      default -> EventKind.OPTIN_OTHER;
    };
  }

  /// On Instagram a new message may come as an edit number 0 without a text: it opens nothing by
  /// itself.
  private WebhookEvent edit(JsonNode edit) {
    var mid = Json.messageId(edit);
    var number = Json.text(edit, "num_edit");
    var text = Json.text(edit, "text");
    return entry.event(
        EventKind.MESSAGE_EDIT,
        senderId,
        ownTime,
        key(EventKind.MESSAGE_EDIT, mid == null ? "" : mid, number == null ? "" : number),
        mid == null || text == null || "0".equals(number)
            ? new Action.Ignore()
            : new Action.Edit(mid, text));
  }

  private WebhookEvent read(JsonNode read) {
    var watermark = Json.time(read, "watermark");
    var mid = Json.messageId(read);
    return entry.event(
        EventKind.READ,
        senderId,
        ownTime,
        receiptKey(EventKind.READ, watermark, mid == null ? "" : mid),
        new Action.Seen(mid, watermark));
  }

  private WebhookEvent delivery(JsonNode delivery) {
    var watermark = Json.time(delivery, "watermark");
    var mids =
        StreamSupport.stream(delivery.path("mids").spliterator(), false)
            .filter(JsonNode::isString)
            .map(JsonNode::asString)
            .toList();
    return entry.event(
        EventKind.DELIVERY,
        senderId,
        ownTime,
        receiptKey(EventKind.DELIVERY, watermark, String.join(",", mids)),
        new Action.Delivered(mids, watermark));
  }

  /// A receipt may come again without its own time: the watermark tells it.
  private EventKey receiptKey(EventKind kind, @Nullable Instant watermark, String otherwise) {
    return watermark == null
        ? EventKey.of(ownTime, kind.tag(), who(senderId), otherwise)
        : EventKey.of(watermark, kind.tag(), who(senderId), EventKeys.time(watermark));
  }

  private WebhookEvent other() {
    for (var property : item.propertyNames()) {
      var kind = PLAIN_KINDS.get(property);
      if (kind != null && item.hasNonNull(property)) {
        return remembered(kind, Json.digest(item.path(property)));
      }
    }
    return remembered(EventKind.UNKNOWN, Json.digest(item));
  }

  private WebhookEvent remembered(EventKind kind, String digest) {
    return entry.event(
        kind,
        senderId,
        ownTime,
        key(kind, who(senderId), EventKeys.time(ownTime), digest),
        new Action.Ignore());
  }

  private EventKey key(EventKind kind, String... parts) {
    var all = new ArrayList<String>(List.of(kind.tag()));
    all.addAll(List.of(parts));
    return EventKey.of(ownTime, all.toArray(String[]::new));
  }

  /// The customer, or what stands in for one.
  private String who(@Nullable CustomerId customerId) {
    if (customerId != null) {
      return customerId.value();
    }
    var userRef = sender == null ? null : Json.text(sender, "user_ref");
    return userRef == null ? "" : "user_ref:" + userRef;
  }

  private boolean isAccount(@Nullable CustomerId id) {
    return id != null && id.value().equals(entry.accountId().value());
  }

  private static MessageContent nothingSaid() {
    return new MessageContent(null, null, List.of());
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
