package dev.messagingwindow.ops;

import dev.messagingwindow.gate.LabelResponse;
import dev.messagingwindow.ledger.AdminAction;
import dev.messagingwindow.ledger.Decision;
import dev.messagingwindow.ledger.LedgerEntry;
import dev.messagingwindow.ledger.RecordedViolation;
import dev.messagingwindow.policy.Outcome;
import dev.messagingwindow.window.WindowState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of the ledger as operators see it. What does not belong to its kind is null.
///
/// @param conversationId random, beside the conversation; null when nobody was known
/// @param textHash HMAC-SHA256 of the text with a salt of the conversation
/// @param confirmedBy the agent who stood by the text
/// @param answersMessageId Meta's id of the customer's message that it answers
/// @param metaAnswer for `META_ANSWER`
/// @param admin for `ADMIN`
@Schema(name = "Decision")
record DecisionResponse(
    UUID decisionId,
    LedgerEntry.Kind kind,
    Instant decidedAt,
    UUID channelId,
    @Nullable UUID conversationId,
    @Nullable DecisionSender sender,
    @Nullable String keyName,
    @Nullable Outcome outcome,
    List<RecordedViolation> violations,
    @Nullable LabelResponse label,
    @Nullable WindowState windowState,
    @Nullable String rulesVersion,
    @Nullable String textHash,
    @Nullable UUID messageId,
    @Nullable String confirmedBy,
    @Nullable String answersMessageId,
    @Nullable MetaAnswer metaAnswer,
    @Nullable Admin admin) {

  record DecisionSender(String type, @Nullable String agentId) {}

  /// @param code Meta's; null when it said none
  /// @param reason ours, such as `WINDOW_CLOSED`
  record MetaAnswer(
      LedgerEntry.MetaStatus status,
      @Nullable Integer code,
      @Nullable Integer subcode,
      @Nullable String reason) {}

  /// @param reason in the words of whoever did it
  record Admin(AdminAction action, @Nullable String reason) {}

  static DecisionResponse of(Decision decision) {
    return new DecisionResponse(
        decision.decisionId(),
        decision.kind(),
        decision.decidedAt(),
        decision.channelId().value(),
        decision.conversationId(),
        decision.senderType() == null
            ? null
            : new DecisionSender(decision.senderType(), decision.agentId()),
        decision.keyName(),
        decision.outcome(),
        decision.violations(),
        decision.label() == null ? null : LabelResponse.of(decision.label()),
        decision.windowState(),
        decision.rulesVersion(),
        decision.textHash(),
        decision.messageId() == null ? null : decision.messageId().value(),
        decision.confirmedBy(),
        decision.answersMessageId(),
        decision.metaStatus() == null
            ? null
            : new MetaAnswer(
                decision.metaStatus(),
                decision.metaCode(),
                decision.metaSubcode(),
                decision.reason()),
        decision.action() == null ? null : new Admin(decision.action(), decision.reason()));
  }
}
