package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.sandbox.customer.AccountMessage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The parts of a Send API body that decide. Unknown parts are ignored, as Meta does.
///
/// @param text null when the message has none
/// @param attachment null when the message has none
/// @param senderAction `typing_on` and the like; such a request has no message
record SendRequest(
    Recipient recipient,
    @Nullable String messagingType,
    @Nullable String tag,
    @Nullable String text,
    @Nullable JsonNode attachment,
    @Nullable String metadata,
    @Nullable String senderAction) {

  static SendRequest of(JsonNode body) {
    var message = body.path("message");
    return new SendRequest(
        recipient(body.path("recipient")),
        text(body, "messaging_type").orElse(null),
        text(body, "tag").orElse(null),
        text(message, "text").orElse(null),
        attachment(message),
        text(message, "metadata").orElse(null),
        text(body, "sender_action").orElse(null));
  }

  boolean isEmpty() {
    return (text == null || text.isBlank()) && attachment == null;
  }

  /// Only an action, such as the typing indicator: nothing for the phone to keep.
  boolean isSenderAction() {
    return senderAction != null && isEmpty();
  }

  AccountMessage message(String messageId) {
    return new AccountMessage(messageId, text, attachment, metadata, messagingType, tag);
  }

  private static Recipient recipient(JsonNode recipient) {
    var id = text(recipient, "id");
    if (id.isPresent()) {
      return new Recipient.Person(id.get());
    }
    return author(ReplyTarget.Kind.COMMENT, text(recipient, "comment_id"))
        .or(() -> author(ReplyTarget.Kind.POST, text(recipient, "post_id")))
        .orElseGet(Recipient.Missing::new);
  }

  private static Optional<Recipient> author(ReplyTarget.Kind kind, Optional<String> id) {
    return id.filter(ReplyTarget::isValidId)
        .map(valid -> new Recipient.Author(new ReplyTarget(kind, valid)));
  }

  private static @Nullable JsonNode attachment(JsonNode message) {
    var one = message.path("attachment");
    if (one.isObject()) {
      return one;
    }
    var first = message.path("attachments").path(0);
    return first.isObject() ? first : null;
  }

  /// Ids may come as numbers.
  private static Optional<String> text(JsonNode parent, String name) {
    var value = parent.path(name);
    return value.isString() || value.isIntegralNumber()
        ? Optional.of(value.asString())
        : Optional.empty();
  }

  /// Whom a message goes to.
  sealed interface Recipient {

    /// A customer by PSID or IGSID.
    record Person(String id) implements Recipient {}

    /// Who wrote a comment or a visitor post: the right to a private reply.
    record Author(ReplyTarget target) implements Recipient {}

    record Missing() implements Recipient {}
  }
}
