package dev.messagingwindow.meta;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.messagingwindow.model.Platform;
import org.jspecify.annotations.Nullable;

/// The body of a send, in Meta's names.
///
/// Source: developers.facebook.com/docs/messenger-platform/reference/send-api (read 2026-09-28).
@JsonInclude(JsonInclude.Include.NON_NULL)
record SendRequest(
    RecipientIds recipient,
    @JsonProperty("messaging_type") @Nullable String messagingType,
    @Nullable String tag,
    Message message,
    @JsonProperty("reply_to") @Nullable ReplyTo replyTo) {

  static SendRequest of(Platform platform, OutboundText text) {
    return new SendRequest(
        RecipientIds.of(text.recipient()),
        text.label().messagingType(),
        text.label().tag(),
        // Instagram documents no metadata
        new Message(text.text(), platform == Platform.FACEBOOK ? text.metadata() : null),
        text.replyToMid() == null ? null : new ReplyTo(text.replyToMid()));
  }

  /// Exactly one is set.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RecipientIds(
      @Nullable String id,
      @JsonProperty("comment_id") @Nullable String commentId,
      @JsonProperty("post_id") @Nullable String postId) {

    static RecipientIds of(Recipient recipient) {
      return switch (recipient) {
        case Recipient.Customer(var customerId) -> new RecipientIds(customerId.value(), null, null);
        case Recipient.Author(var target) ->
            switch (target.kind()) {
              case COMMENT -> new RecipientIds(null, target.id(), null);
              case POST -> new RecipientIds(null, null, target.id());
            };
      };
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Message(String text, @Nullable String metadata) {}

  record ReplyTo(String mid) {}
}
