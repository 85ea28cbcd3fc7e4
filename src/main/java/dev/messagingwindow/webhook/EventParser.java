package dev.messagingwindow.webhook;

import dev.messagingwindow.conversation.EventKey;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.model.Platform;
import dev.messagingwindow.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Takes a webhook body apart. An item of the wrong type is skipped, an unknown one is kept as
/// unknown: a refusal would make Meta repeat the whole body and in the end unsubscribe the account.
@Component
class EventParser {

  /// The id in what the Test button of the app dashboard sends.
  private static final String DASHBOARD_ACCOUNT = "0";

  private static final String CHANGES = "changes";
  private static final List<String> LISTS = List.of("messaging", "standby", CHANGES);

  /// Longer numbers make a body unreadable; shorter ones only fit nowhere, and their item is read
  /// without them.
  private static final int MAX_DIGITS = 10_000;

  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(MAX_DIGITS).build())
                  .build())
          // what is written of a number that was too large
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

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
      var account = new AccountId(accountId);
      var time = Json.time(entry, "time");
      var before = events.size();
      for (var item : items(root, entry)) {
        events.add(parse(new EntryContext(platform, account, time, receivedAt, item)));
      }
      if (accountId.equals(DASHBOARD_ACCOUNT)) {
        events.subList(before, events.size()).replaceAll(EventParser::dashboardTest);
      }
    }
    return events;
  }

  private JsonNode read(byte[] body) throws UnreadableBodyException {
    JsonNode root;
    try {
      root = tree(body);
    } catch (JacksonException _) {
      // without its words: they quote the body
      throw new UnreadableBodyException();
    }
    if (root.isObject() && (root.path("entry").isArray() || !root.hasNonNull("entry"))) {
      return root;
    }
    throw new UnreadableBodyException();
  }

  /// As text it is slower to read, but then a broken character, in a key even an escaped one, does
  /// not make everything unreadable.
  private JsonNode tree(byte[] body) {
    try {
      return json.readTree(body);
    } catch (JacksonException _) {
      return json.readTree(new String(body, StandardCharsets.UTF_8));
    }
  }

  private static @Nullable Platform platform(JsonNode root) {
    return switch (Json.text(root, "object")) {
      case "page" -> Platform.FACEBOOK;
      case "instagram" -> Platform.INSTAGRAM;
      case null, default -> null;
    };
  }

  private static List<RawEvent> items(JsonNode root, JsonNode entry) {
    var items = new ArrayList<RawEvent>();
    for (var list : LISTS) {
      for (var item : entry.path(list)) {
        if (item.isObject()) {
          items.add(new RawEvent(root.path("object"), entry, list, item));
        }
      }
    }
    if (entry.hasNonNull("field")) {
      items.add(new RawEvent(root.path("object"), entry, null, entry));
    }
    return items;
  }

  /// An item that cannot be read harms no other.
  private static WebhookEvent parse(EntryContext context) {
    var raw = context.raw();
    try {
      return raw.list() == null || raw.list().equals(CHANGES)
          ? ChangeItem.parse(raw.item(), context)
          : MessagingItem.parse(raw.item(), context);
    } catch (RuntimeException e) {
      return context.event(
          EventKind.UNREADABLE,
          null,
          null,
          EventKey.of(null, "unreadable", Sha256.hex(raw.envelope())),
          new Action.Unreadable(e));
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
        new Action.Ignore(),
        event.raw());
  }
}
