package dev.messagingwindow.webhook;

import dev.messagingwindow.conversation.EventKey;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.ReplyTarget;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An item of `changes`, or an entry in the flat form: comments, visitor posts and the rest of a
/// Page's feed. None of them opens a window; a comment or visitor post gives the right to one
/// private reply.
final class ChangeItem {

  private ChangeItem() {}

  /// @param change an object with `field` and `value`
  static WebhookEvent parse(JsonNode change, EntryContext entry) {
    var field = Json.text(change, "field");
    var value = Json.object(change, "value");
    if (value == null) {
      return entry.event(
          EventKind.UNKNOWN,
          null,
          null,
          EventKey.of(null, "unknown", Json.digest(change)),
          new Action.Ignore());
    }
    return switch (field) {
      case "feed" -> feed(value, entry);
      case "comments" -> instagramComment(EventKind.COMMENT_ADDED, value, entry);
      case "live_comments" -> instagramComment(EventKind.LIVE_COMMENT, value, entry);
      // the same items as under `messaging`, wrapped
      case null, default -> MessagingItem.parse(value, entry);
    };
  }

  private static WebhookEvent feed(JsonNode value, EntryContext entry) {
    var kind = feedKind(value);
    var verb = Json.text(value, "verb");
    var createdAt = Json.time(value, "created_time");
    var key =
        switch (kind) {
          case COMMENT_ADDED, COMMENT_REMOVED, COMMENT_OTHER ->
              key(createdAt, "comment", Json.text(value, "comment_id"), verb, value);
          case POST_ADDED -> key(createdAt, "post", Json.text(value, "post_id"), verb, value);
          default -> EventKey.of(createdAt, kind.tag(), Json.digest(value));
        };
    return entry.event(kind, from(value), createdAt, key, feedAction(kind, verb, value, entry));
  }

  private static Action feedAction(
      EventKind kind, @Nullable String verb, JsonNode value, EntryContext entry) {
    return switch (kind) {
      case COMMENT_ADDED -> added(ReplyTarget.Kind.COMMENT, value, "comment_id", false, entry);
      case COMMENT_REMOVED -> removed(ReplyTarget.Kind.COMMENT, value, "comment_id");
      case POST_ADDED -> added(ReplyTarget.Kind.POST, value, "post_id", false, entry);
      default ->
          "post".equals(Json.text(value, "item")) && "remove".equals(verb)
              ? removed(ReplyTarget.Kind.POST, value, "post_id")
              : new Action.Ignore();
    };
  }

  /// What the account itself wrote gives it no right.
  private static Action added(
      ReplyTarget.Kind kind, JsonNode value, String idKey, boolean live, EntryContext entry) {
    var author = from(value);
    var target = target(kind, Json.text(value, idKey));
    return target == null || (author != null && author.value().equals(entry.accountId().value()))
        ? new Action.Ignore()
        : new Action.Comment(target, live);
  }

  private static Action removed(ReplyTarget.Kind kind, JsonNode value, String idKey) {
    var target = target(kind, Json.text(value, idKey));
    return target == null ? new Action.Ignore() : new Action.RemoveComment(target);
  }

  private static @Nullable ReplyTarget target(ReplyTarget.Kind kind, @Nullable String id) {
    return id != null && ReplyTarget.isValidId(id) ? new ReplyTarget(kind, id) : null;
  }

  private static EventKind feedKind(JsonNode value) {
    var verb = Json.text(value, "verb");
    return switch (Json.text(value, "item")) {
      case "comment" ->
          switch (verb) {
            case "add" -> EventKind.COMMENT_ADDED;
            case "remove" -> EventKind.COMMENT_REMOVED;
            case null, default -> EventKind.COMMENT_OTHER;
          };
      case "post" -> "add".equals(verb) ? EventKind.POST_ADDED : EventKind.FEED_OTHER;
      case null, default -> EventKind.FEED_OTHER;
    };
  }

  private static WebhookEvent instagramComment(EventKind kind, JsonNode value, EntryContext entry) {
    var idKey = Json.text(value, "id") == null ? "comment_id" : "id";
    return entry.event(
        kind,
        from(value),
        null,
        key(null, "comment", Json.text(value, idKey), "add", value),
        added(ReplyTarget.Kind.COMMENT, value, idKey, kind == EventKind.LIVE_COMMENT, entry));
  }

  private static EventKey key(
      @Nullable Instant createdAt,
      String what,
      @Nullable String id,
      @Nullable String verb,
      JsonNode value) {
    return EventKey.of(
        createdAt, what, id == null ? Json.digest(value) : id, verb == null ? "" : verb);
  }

  private static @Nullable CustomerId from(JsonNode value) {
    return Json.customer(Json.object(value, "from"));
  }
}
