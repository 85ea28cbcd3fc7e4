package dev.messagingwindow.ledger;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.OutboundContent;
import dev.messagingwindow.policy.Outcome;
import dev.messagingwindow.policy.Sender;
import dev.messagingwindow.window.WindowState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of the ledger. What does not belong to its kind is null.
///
/// @param decisionId a UUID of version 7
/// @param conversationId random; null when nobody was known
/// @param violations empty when nothing was against it
/// @param windowState null for a private reply, which needs no window
/// @param textHash 64 hex digits
/// @param reason Meta's answer in our terms, or why a person did something
public record Decision(
    UUID decisionId,
    LedgerEntry.Kind kind,
    Instant decidedAt,
    ChannelId channelId,
    @Nullable UUID conversationId,
    @Nullable MessageId messageId,
    @Nullable String keyName,
    @Nullable String senderType,
    @Nullable String agentId,
    @Nullable Outcome outcome,
    List<RecordedViolation> violations,
    @Nullable Label label,
    @Nullable WindowState windowState,
    @Nullable String rulesVersion,
    @Nullable String textHash,
    @Nullable String confirmedBy,
    @Nullable String answersMessageId,
    LedgerEntry.@Nullable MetaStatus metaStatus,
    @Nullable Integer metaCode,
    @Nullable Integer metaSubcode,
    @Nullable AdminAction action,
    @Nullable String reason) {

  public Decision {
    violations = List.copyOf(violations);
  }

  static Decision of(UUID id, LedgerEntry.Decided decided) {
    var verdict = decided.verdict();
    var conversation = decided.conversation();
    var confirmation = decided.confirmation();
    return new Decision(
        id,
        decided.kind(),
        decided.at(),
        decided.channelId(),
        conversation == null ? null : conversation.conversationId(),
        decided.messageId(),
        decided.keyName(),
        decided.sender() instanceof Sender.Human ? "HUMAN" : "AUTOMATION",
        switch (decided.sender()) {
          case Sender.Human(var agentId) -> agentId;
          case Sender.Automation(var agentId) -> agentId;
        },
        verdict.outcome(),
        verdict.violations().stream().map(RecordedViolation::of).toList(),
        verdict.label(),
        verdict.window() == null ? null : WindowState.of(verdict.window()),
        verdict.rulesVersion(),
        conversation == null ? null : conversation.hash(hashed(decided.content())),
        confirmation == null ? null : confirmation.confirmedBy(),
        confirmation == null ? null : confirmation.answersMessageId(),
        null,
        null,
        null,
        null,
        null);
  }

  private static String hashed(OutboundContent content) {
    return switch (content) {
      case OutboundContent.Text(var text) -> text;
      case OutboundContent.Attachment(_, var url) -> url.toString();
    };
  }

  static Decision of(UUID id, LedgerEntry.MetaAnswered answered) {
    return new Decision(
        id,
        LedgerEntry.Kind.META_ANSWER,
        answered.at(),
        answered.channelId(),
        answered.conversation() == null ? null : answered.conversation().conversationId(),
        answered.messageId(),
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        answered.status(),
        answered.code(),
        answered.subcode(),
        null,
        answered.reason());
  }

  static Decision of(UUID id, LedgerEntry.Administered administered) {
    var conversation = administered.conversation();
    return new Decision(
        id,
        LedgerEntry.Kind.ADMIN,
        administered.at(),
        administered.channelId(),
        conversation == null ? null : conversation.conversationId(),
        administered.messageId(),
        administered.keyName(),
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        administered.action(),
        administered.reason());
  }

  public DecisionCursor cursor() {
    return new DecisionCursor(decidedAt, decisionId);
  }
}
