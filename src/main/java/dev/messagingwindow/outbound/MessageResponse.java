package dev.messagingwindow.outbound;

import dev.messagingwindow.conversation.MessageContent;
import dev.messagingwindow.conversation.RecordedMessage;
import dev.messagingwindow.gate.LabelResponse;
import dev.messagingwindow.gate.VerdictResponse;
import dev.messagingwindow.model.AttachmentType;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.OutboundContent;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.outbound.OutboundRequest.SenderType;
import dev.messagingwindow.outbox.OutboundMessage;
import dev.messagingwindow.outbox.OutboundStore;
import dev.messagingwindow.policy.Rule;
import dev.messagingwindow.policy.Sender;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/// One message of a conversation, of either direction.
@Schema(oneOf = {MessageResponse.Outbound.class, MessageResponse.Inbound.class})
sealed interface MessageResponse {

  /// A message of the account: ours, or another app's (then it has no `messageId` and no sender).
  ///
  /// @param customerId null while a private reply's customer is not known
  /// @param commentId the comment that it answers in private; null for every other message
  /// @param postId the visitor post that it answers in private; null for every other message
  @Schema(name = "OutboundMessage")
  record Outbound(
      Direction direction,
      @Nullable UUID messageId,
      UUID channelId,
      @Nullable String customerId,
      @Nullable String commentId,
      @Nullable String postId,
      @Nullable String text,
      @Nullable AttachmentResponse attachment,
      @Nullable SenderResponse sender,
      OutboundMessage.Status status,
      @Nullable LabelResponse label,
      @Nullable String metaMessageId,
      int attempts,
      OutboundMessage.@Nullable Failure failure,
      @Nullable VerdictResponse verdict,
      @Nullable ConfirmationResponse confirmation,
      Source source,
      Instant createdAt,
      @Nullable Instant sentAt,
      @Nullable Instant deliveredAt,
      @Nullable Instant readAt)
      implements MessageResponse {

    static Outbound of(OutboundMessage message, JsonMapper json, Locale locale) {
      var sender = message.draft().sender();
      var verdict = message.verdict();
      return new Outbound(
          Direction.OUTBOUND,
          message.messageId().value(),
          message.channelId().value(),
          message.customerId() == null ? null : message.customerId().value(),
          answered(message, ReplyTarget.Kind.COMMENT),
          answered(message, ReplyTarget.Kind.POST),
          message.draft().content() instanceof OutboundContent.Text(var text) ? text : null,
          message.draft().content() instanceof OutboundContent.Attachment(var type, var url)
              ? new AttachmentResponse(type, url)
              : null,
          new SenderResponse(
              switch (sender) {
                case Sender.Human _ -> SenderType.HUMAN;
                case Sender.Automation _ -> SenderType.AUTOMATION;
              },
              OutboundStore.agentId(sender)),
          message.status(),
          LabelResponse.of(message.label()),
          message.metaMessageId(),
          message.attempts(),
          message.failure(),
          verdict == null ? null : json.readValue(verdict, VerdictResponse.class).in(locale),
          ConfirmationResponse.of(message),
          Source.API,
          message.createdAt(),
          message.sentAt(),
          message.deliveredAt(),
          message.readAt());
    }

    /// 202 with the address to ask what became of it.
    static ResponseEntity<Outbound> accepted(
        OutboundMessage message, JsonMapper json, Locale locale) {
      return ResponseEntity.accepted()
          .location(
              URI.create(
                  "/api/v1/channels/%s/messages/%s"
                      .formatted(message.channelId(), message.messageId())))
          .body(of(message, json, locale));
    }

    private static @Nullable String answered(OutboundMessage message, ReplyTarget.Kind kind) {
      var target = message.replyTarget();
      return target != null && target.kind() == kind ? target.id() : null;
    }

    private static Outbound ofOtherApp(
        ChannelId channelId, CustomerId customerId, RecordedMessage message) {
      return new Outbound(
          Direction.OUTBOUND,
          null,
          channelId.value(),
          customerId.value(),
          null,
          null,
          message.content().text(),
          null,
          null,
          OutboundMessage.Status.SENT,
          null,
          message.content().metaMessageId(),
          0,
          null,
          null,
          null,
          Source.OTHER_APP,
          message.sentAt(),
          message.sentAt(),
          null,
          null);
    }
  }

  /// What a customer did.
  @Schema(name = "InboundMessage")
  record Inbound(
      Direction direction,
      @Nullable String metaMessageId,
      String kind,
      @Nullable String text,
      List<MessageContent.Attachment> attachments,
      Instant sentAt,
      boolean deleted)
      implements MessageResponse {}

  static MessageResponse of(ChannelId channelId, CustomerId customerId, RecordedMessage message) {
    return message.inbound()
        ? new Inbound(
            Direction.INBOUND,
            message.content().metaMessageId(),
            message.kind(),
            message.content().text(),
            message.content().attachments(),
            message.sentAt(),
            message.deleted())
        : Outbound.ofOtherApp(channelId, customerId, message);
  }

  enum Direction {
    INBOUND,
    OUTBOUND
  }

  /// Where a message of the account came from.
  enum Source {
    API,
    OTHER_APP
  }

  /// Who wrote it.
  record SenderResponse(SenderType type, @Nullable String agentId) {}

  /// What goes instead of a text.
  @Schema(name = "OutboundAttachment")
  record AttachmentResponse(AttachmentType type, URI url) {}

  /// That a human stands by it.
  ///
  /// @param rules those that were unsure
  /// @param answersMessageId Meta's id of the customer's message that it answers
  @Schema(name = "Confirmation")
  record ConfirmationResponse(List<Rule> rules, String confirmedBy, String answersMessageId) {

    static @Nullable ConfirmationResponse of(OutboundMessage message) {
      var answers = message.answersMessageId();
      var agentId = OutboundStore.agentId(message.draft().sender());
      return answers == null || agentId == null
          ? null
          : new ConfirmationResponse(
              message.draft().confirmed().stream().sorted().toList(), agentId, answers);
    }
  }
}
