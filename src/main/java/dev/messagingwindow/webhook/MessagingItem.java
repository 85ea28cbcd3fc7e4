package dev.messagingwindow.webhook;

import dev.messagingwindow.channel.Enforcement;
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

  /// Of Meta's reason, in code points; its own are single sentences.
  private static final int MAX_REASON = 500;

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
      return MessageItem.parse(this, value);
    }
    if ((value = Json.object(item, "postback")) != null) {
      return postback(value);
    }
    if ((value = Json.object(item, "reaction")) != null) {
      return reaction(value);
    }
    if ((value = Json.object(item, "referral")) != null) {
      return EntryPointItem.referral(this, value);
    }
    if ((value = Json.object(item, "optin")) != null) {
      return EntryPointItem.optIn(this, value);
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
    if ((value = Json.object(item, "policy_enforcement")) != null
        || (value = Json.object(item, "policy-enforcement")) != null) {
      return enforcement(value);
    }
    return other();
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
    return event(
        EventKind.POSTBACK,
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
    return event(
        react ? EventKind.REACTION_ADDED : EventKind.REACTION_REMOVED,
        key,
        react
            ? new Action.Open(
                OpenedBy.REACTION, new MessageContent(mid, Json.text(reaction, "emoji"), List.of()))
            : new Action.Ignore());
  }

  /// On Instagram a new message may come as an edit number 0 without a text: it opens nothing by
  /// itself.
  private WebhookEvent edit(JsonNode edit) {
    var mid = Json.messageId(edit);
    var number = Json.text(edit, "num_edit");
    var text = Json.text(edit, "text");
    return event(
        EventKind.MESSAGE_EDIT,
        key(EventKind.MESSAGE_EDIT, mid == null ? "" : mid, number == null ? "" : number),
        mid == null || text == null || "0".equals(number)
            ? new Action.Ignore()
            : new Action.Edit(mid, editNumber(number), text));
  }

  /// An edit without a usable number counts as the first.
  private static int editNumber(@Nullable String number) {
    return number != null && number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 1;
  }

  private WebhookEvent read(JsonNode read) {
    var watermark = Json.time(read, "watermark");
    var mid = Json.messageId(read);
    return event(
        EventKind.READ,
        receiptKey(EventKind.READ, watermark, mid == null ? "" : mid),
        new Action.Seen(mid, watermark));
  }

  private WebhookEvent delivery(JsonNode delivery) {
    var watermark = Json.time(delivery, "watermark");
    var mids =
        StreamSupport.stream(delivery.path("mids").spliterator(), false)
            .filter(JsonNode::isString)
            .map(mid -> Json.storable(mid.asString()))
            .toList();
    return event(
        EventKind.DELIVERY,
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
    return event(kind, rememberedKey(kind, digest), new Action.Ignore());
  }

  private EventKey rememberedKey(EventKind kind, String digest) {
    return key(kind, who(senderId), EventKeys.time(ownTime), digest);
  }

  /// It names no sender, and if it did, it would not be about that person.
  private WebhookEvent enforcement(JsonNode enforcement) {
    var reason = Json.line(enforcement, "reason", MAX_REASON);
    return event(
        EventKind.POLICY_ENFORCEMENT,
        null,
        rememberedKey(EventKind.POLICY_ENFORCEMENT, Json.digest(enforcement)),
        switch (Json.text(enforcement, "action")) {
          case "warning" -> new Action.Enforce(Enforcement.Kind.WARNING, reason);
          case "block" -> new Action.Enforce(Enforcement.Kind.BLOCK, reason);
          case "unblock" -> new Action.Enforce(Enforcement.Kind.UNBLOCK, reason);
          case null, default -> new Action.Ignore();
        });
  }

  JsonNode json() {
    return item;
  }

  @Nullable CustomerId senderId() {
    return senderId;
  }

  @Nullable Instant ownTime() {
    return ownTime;
  }

  WebhookEvent event(EventKind kind, EventKey key, Action action) {
    return event(kind, senderId, key, action);
  }

  WebhookEvent event(EventKind kind, @Nullable CustomerId customerId, EventKey key, Action action) {
    return entry.event(kind, customerId, ownTime, key, action);
  }

  EventKey key(EventKind kind, String... parts) {
    var all = new ArrayList<String>(List.of(kind.tag()));
    all.addAll(List.of(parts));
    return EventKey.of(ownTime, all.toArray(String[]::new));
  }

  /// The customer, or what stands in for one.
  String who(@Nullable CustomerId customerId) {
    if (customerId != null) {
      return customerId.value();
    }
    var userRef = sender == null ? null : Json.text(sender, "user_ref");
    return userRef == null ? "" : "user_ref:" + userRef;
  }

  boolean isAccount(@Nullable CustomerId id) {
    return id != null && id.value().equals(entry.accountId().value());
  }

  static MessageContent nothingSaid() {
    return new MessageContent(null, null, List.of());
  }
}
