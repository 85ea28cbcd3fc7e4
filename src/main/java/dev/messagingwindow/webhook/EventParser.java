package dev.messagingwindow.webhook;

import dev.messagingwindow.conversation.EventKey;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.model.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Takes a webhook body apart. An item of the wrong type is skipped, an unknown one is kept as
/// unknown: a refusal would make Meta repeat the whole body and in the end unsubscribe the account.
@Component
class EventParser {

  /// The id in what the Test button of the app dashboard sends.
  private static final String DASHBOARD_ACCOUNT = "0";

  private final JsonMapper json = JsonMapper.shared();

  /// All events: entries in order, inside an entry `messaging`, `standby`, `changes`, then the flat
  /// form.
  ///
  /// @param receivedAt stands in for a time that is missing or lies in the future
  /// @throws UnreadableBodyException when the body is no JSON object with an array `entry`
  List<WebhookEvent> parse(byte[] body, Instant receivedAt) throws UnreadableBodyException {
    var root = read(body);
    var platform = platform(root);
    var events = new ArrayList<WebhookEvent>();
    for (var entry : root.path("entry")) {
      var accountId = Json.text(entry, "id");
      if (platform == null || accountId == null || !MetaId.isValid(accountId)) {
        continue;
      }
      var context =
          new EntryContext(
              platform, new AccountId(accountId), Json.time(entry, "time"), receivedAt);
      var before = events.size();
      addItems(events, entry.path("messaging"), context);
      addItems(events, entry.path("standby"), context);
      addChanges(events, entry, context);
      if (accountId.equals(DASHBOARD_ACCOUNT)) {
        events.subList(before, events.size()).replaceAll(EventParser::dashboardTest);
      }
    }
    return events;
  }

  private JsonNode read(byte[] body) throws UnreadableBodyException {
    try {
      var root = json.readTree(body);
      if (root.isObject() && (root.path("entry").isArray() || !root.hasNonNull("entry"))) {
        return root;
      }
    } catch (JacksonException _) {
      // said below, without its words: they quote the body
    }
    throw new UnreadableBodyException();
  }

  private static @Nullable Platform platform(JsonNode root) {
    return switch (Json.text(root, "object")) {
      case "page" -> Platform.FACEBOOK;
      case "instagram" -> Platform.INSTAGRAM;
      case null, default -> null;
    };
  }

  private static void addItems(List<WebhookEvent> events, JsonNode items, EntryContext context) {
    for (var item : items) {
      if (item.isObject()) {
        events.add(MessagingItem.parse(item, context));
      }
    }
  }

  private static void addChanges(List<WebhookEvent> events, JsonNode entry, EntryContext context) {
    for (var change : entry.path("changes")) {
      if (change.isObject()) {
        events.add(ChangeItem.parse(change, context));
      }
    }
    if (entry.hasNonNull("field")) {
      events.add(ChangeItem.parse(entry, context));
    }
  }

  private static WebhookEvent dashboardTest(WebhookEvent event) {
    return new WebhookEvent(
        event.platform(),
        event.accountId(),
        null,
        EventKind.DASHBOARD_TEST,
        event.at(),
        EventKey.of(null, "dashboard_test"),
        new Action.Ignore());
  }
}
