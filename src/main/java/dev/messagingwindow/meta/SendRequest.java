package dev.messagingwindow.meta;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.messagingwindow.model.OutboundContent;
import dev.messagingwindow.model.Platform;
import java.net.URI;
import java.util.Locale;
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
        Message.of(text.content(), platform == Platform.FACEBOOK ? text.metadata() : null),
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
  record Message(
      @Nullable String text, @Nullable Attachment attachment, @Nullable String metadata) {

    static Message of(OutboundContent content, @Nullable String metadata) {
      return switch (content) {
        case OutboundContent.Text(var text) -> new Message(text, null, metadata);
        case OutboundContent.Attachment(var type, var url) ->
            new Message(
                null,
                new Attachment(type.name().toLowerCase(Locale.ROOT), new Payload(url)),
                metadata);
      };
    }
  }

  record Attachment(String type, Payload payload) {}

  record Payload(URI url) {}

  record ReplyTo(String mid) {}
}
