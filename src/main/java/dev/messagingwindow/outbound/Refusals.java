package dev.messagingwindow.outbound;

import dev.messagingwindow.content.Severity;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.ledger.Ledger;
import dev.messagingwindow.ledger.LedgerEntry;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.policy.Outcome;
import dev.messagingwindow.policy.Verdict;
import dev.messagingwindow.policy.Violation;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.window.Window;
import java.time.Instant;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Tells whoever wanted to send why not, and what to do about it. What the refused request took is
/// rolled back by then; what is said of it stays.
@Component
class Refusals {

  private static final String DETAIL = "See verdict for every reason.";

  private final Conversations conversations;
  private final Confirmations confirmations;
  private final Ledger ledger;
  private final OutboundProperties properties;

  Refusals(
      Conversations conversations,
      Confirmations confirmations,
      Ledger ledger,
      OutboundProperties properties) {
    this.conversations = conversations;
    this.ledger = ledger;
    this.confirmations = confirmations;
    this.properties = properties;
  }

  /// @param boundTo what a confirmation would be bound to
  /// @return `message-rejected`, or `confirmation-required` with the offer to confirm
  @Transactional
  public ApiProblem refuse(
      ChannelId channelId,
      Submission submission,
      String boundTo,
      Acceptance.Refused refused,
      Instant now) {
    var decision = refused.decision();
    var verdict = decision.verdict();
    ledger.record(
        LedgerEntry.decision(
            channelId,
            conversations.ledgerKey(channelId, refused.customerId()),
            submission.draft().sender(),
            submission.keyName(),
            submission.draft().content(),
            verdict,
            null,
            null,
            now));
    if (verdict.outcome() == Outcome.REJECTED) {
      return new ApiProblem(ProblemType.MESSAGE_REJECTED, DETAIL)
          .with("verdict", decision.response());
    }
    var unsure =
        verdict.violations().stream()
            .filter(violation -> violation.severity() == Severity.CONFIRM)
            .map(Violation::rule)
            .collect(Collectors.toSet());
    return new ApiProblem(ProblemType.CONFIRMATION_REQUIRED, DETAIL)
        .with("verdict", decision.response())
        .with(
            "confirmation", confirmations.offer(channelId, boundTo, unsure, expiry(verdict, now)));
  }

  private Instant expiry(Verdict verdict, Instant now) {
    var soon = now.plus(properties.confirmationLifetime());
    var closesAt = verdict.window() instanceof Window.HumanAgent(var ends) ? ends.closesAt() : soon;
    return closesAt.isBefore(soon) ? closesAt : soon;
  }
}
