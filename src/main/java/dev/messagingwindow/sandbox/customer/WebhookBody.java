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
