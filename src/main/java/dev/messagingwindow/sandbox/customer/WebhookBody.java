package dev.messagingwindow.sandbox.customer;

import dev.messagingwindow.model.Platform;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes webhook bodies in Meta's shapes and in Meta's bytes: compact, everything beyond ASCII as
/// lower-case Unicode escapes, one event per body.
///
/// Source: developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks
/// (read 2026-05-05) and /docs/instagram-platform/webhooks/examples.
final class WebhookBody {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build();

  private WebhookBody() {}

  /// What a customer did.
  ///
  /// @param now when Meta tells it
  static String ofAction(CustomerAction action, Instant now) {
    var accountId = action.accountId();
    var messageId = action.messageId();
    var text = action.text();
    var item = item(action.customerId(), accountId, action.at());
    switch (action.kind()) {
      case MESSAGE -> item.put("message", message(messageId, text));
      case POSTBACK ->
          item.put(
              "postback",
              ordered(
                  "mid", messageId, "title", or(text, "Get Started"), "payload", "GET_STARTED"));
      case REACTION ->
          item.put(
              "reaction",
              ordered(
                  "mid",
                  messageId,
                  "action",
                  "react",
                  "reaction",
                  "love",
                  "emoji",
                  "\u2764\ufe0f"));
      case REFERRAL ->
          item.put(
              "referral",
              ordered(
                  "ref", or(text, "sandbox"), "source", link(accountId), "type", "OPEN_THREAD"));
      case LEAD -> {
        item.put(
            "referral",
            ordered("source", "ADS", "type", "LEAD_COMPLETE", "ad_id", "6302000000086"));
        item.put(
            "lead",
            Map.of(
                "data",
                List.of(ordered("question", "What do you need?", "answer", or(text, "A call")))));
      }
      case OPT_IN -> item.put("optin", ordered("ref", or(text, "sandbox")));
    }
    return envelope(accountId, item, now);
  }

  /// What the account itself sent, told back to it.
  ///
  /// @param appId of the app that sent it; Instagram never tells it, nor the metadata
  static String ofEcho(SandboxCustomer customer, AccountMessage sent, long appId, Instant now) {
    var item = item(customer.accountId(), customer.customerId(), now);
    var message = ordered("mid", sent.messageId(), "is_echo", true);
    if (MetaMade.platformOf(customer.accountId()) == Platform.FACEBOOK) {
      message.put("app_id", appId);
      if (sent.metadata() != null) {
        message.put("metadata", sent.metadata());
      }
    }
    if (sent.text() != null) {
      message.put("text", sent.text());
    }
    if (sent.attachment() != null) {
      message.put("attachments", List.of(sent.attachment()));
    }
    item.put("message", message);
    return envelope(customer.accountId(), item, now);
  }

  /// The message reached the phone. Messenger only.
  static String ofDelivery(SandboxCustomer customer, String messageId, Instant now) {
    var item = item(customer.customerId(), customer.accountId(), now);
    item.put("delivery", ordered("mids", List.of(messageId), "watermark", now.toEpochMilli()));
    return envelope(customer.accountId(), item, now);
  }

  /// Somebody commented or posted in public.
  ///
  /// @param named whether it says who
  static String ofComment(SandboxComment comment, @Nullable String text, boolean named) {
    return switch (MetaMade.platformOf(comment.accountId())) {
      case FACEBOOK -> {
        var value = feedValue(comment, "add", comment.createdAt());
        if (!named) {
          value.remove("from");
        }
        value.put("message", or(text, "Price?"));
        yield changes(comment, "page", "feed", value, comment.createdAt());
      }
      case INSTAGRAM -> {
        var value = ordered("id", comment.target().id());
        if (named) {
          value.put("from", ordered("id", comment.customerId(), "username", "test.customer"));
        }
        value.put("text", or(text, "Price?"));
        value.put(
            "media",
            ordered(
                "id", "17900000000000010", "media_product_type", comment.live() ? "LIVE" : "FEED"));
        yield changes(
            comment,
            "instagram",
            comment.live() ? "live_comments" : "comments",
            value,
            comment.createdAt());
      }
    };
  }

  /// A comment or visitor post is gone. Messenger only.
  static String ofRemoval(SandboxComment comment, Instant now) {
    return changes(comment, "page", "feed", feedValue(comment, "remove", now), now);
  }

  private static Map<String, Object> feedValue(SandboxComment comment, String verb, Instant at) {
    var id = comment.target().id();
    var value =
        switch (comment.target().kind()) {
          case COMMENT -> {
            var post = comment.accountId() + "_" + id.split("_", 2)[0];
            yield ordered(
                "item",
                "comment",
                "verb",
                verb,
                "comment_id",
                id,
                "post_id",
                post,
                "parent_id",
                post);
          }
          case POST -> ordered("item", "post", "verb", verb, "post_id", id);
        };
    value.put("from", ordered("id", comment.customerId(), "name", "Test Customer"));
    value.put("created_time", at.getEpochSecond());
    return value;
  }

  /// Beside `changes` Meta's times are seconds.
  private static String changes(
      SandboxComment comment, String object, String field, Map<String, Object> value, Instant at) {
    var change = ordered("field", field, "value", value);
    var entry =
        ordered("id", comment.accountId(), "time", at.getEpochSecond(), "changes", List.of(change));
    return JSON.writeValueAsString(ordered("object", object, "entry", List.of(entry)));
  }

  /// Without a text the customer sent a picture: Meta has no message with neither.
  private static Map<String, Object> message(String messageId, @Nullable String text) {
    if (text != null) {
      return ordered("mid", messageId, "text", text);
    }
    var picture = Map.of("url", "https://scontent.example.test/a.jpg");
    return ordered(
        "mid", messageId, "attachments", List.of(ordered("type", "image", "payload", picture)));
  }

  private static String link(String accountId) {
    return switch (MetaMade.platformOf(accountId)) {
      case FACEBOOK -> "SHORTLINK";
      case INSTAGRAM -> "IGME-SOURCE-LINK";
    };
  }

  private static Map<String, Object> item(String sender, String recipient, Instant at) {
    return ordered(
        "sender",
        Map.of("id", sender),
        "recipient",
        Map.of("id", recipient),
        "timestamp",
        at.toEpochMilli());
  }

  private static String envelope(String accountId, Map<String, Object> item, Instant now) {
    var object =
        switch (MetaMade.platformOf(accountId)) {
          case FACEBOOK -> "page";
          case INSTAGRAM -> "instagram";
        };
    var entry = ordered("id", accountId, "time", now.toEpochMilli(), "messaging", List.of(item));
    return JSON.writeValueAsString(ordered("object", object, "entry", List.of(entry)));
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (var i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
