package dev.messagingwindow.webhook;

import dev.messagingwindow.conversation.EventKey;
import dev.messagingwindow.conversation.EventKeys;
import dev.messagingwindow.window.OpenedBy;
import tools.jackson.databind.JsonNode;

/// An item that tells how a customer came: a referral by a link, an ad or a lead form, or an
/// opt-in.
final class EntryPointItem {

  private EntryPointItem() {}

  static WebhookEvent referral(MessagingItem item, JsonNode referral) {
    var kind = referralKind(referral);
    var ref = Json.text(referral, "ref");
    var action =
        switch (kind) {
          case REFERRAL_LINK -> new Action.Open(OpenedBy.REFERRAL, MessagingItem.nothingSaid());
          case REFERRAL_LEAD_COMPLETE ->
              new Action.Open(OpenedBy.LEAD, MessagingItem.nothingSaid());
          default -> new Action.Ignore();
        };
    return item.event(
        kind,
        EventKey.of(
            item.ownTime(),
            "referral",
            item.who(item.senderId()),
            EventKeys.time(item.ownTime()),
            ref == null ? "" : ref),
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

  static WebhookEvent optIn(MessagingItem item, JsonNode optIn) {
    var kind = optInKind(item, optIn);
    var ref = Json.text(optIn, "ref");
    var payload = Json.text(optIn, "payload");
    var userRef = Json.text(optIn, "user_ref");
    return item.event(
        kind,
        EventKey.of(
            item.ownTime(),
            "optin",
            item.senderId() == null && userRef != null
                ? "user_ref:" + userRef
                : item.who(item.senderId()),
            EventKeys.time(item.ownTime()),
            ref != null ? ref : payload != null ? payload : ""),
        kind == EventKind.OPTIN_PLUGIN
            ? new Action.Open(OpenedBy.OPT_IN, MessagingItem.nothingSaid())
            : new Action.Ignore());
  }

  private static EventKind optInKind(MessagingItem item, JsonNode optIn) {
    return switch (Json.text(optIn, "type")) {
      case "notification_messages" -> EventKind.OPTIN_MARKETING;
      case "one_time_notif_req" -> EventKind.OPTIN_ONE_TIME;
      case null -> item.senderId() == null ? EventKind.OPTIN_CHECKBOX : EventKind.OPTIN_PLUGIN;
      default -> EventKind.OPTIN_OTHER;
    };
  }
}
