package dev.messagingwindow.gate;

import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.comment.PrivateReplyResponse;
import dev.messagingwindow.content.Evidence;
import dev.messagingwindow.content.Severity;
import dev.messagingwindow.conversation.Conversation;
import dev.messagingwindow.conversation.WindowResponse;
import dev.messagingwindow.policy.Outcome;
import dev.messagingwindow.policy.Rule;
import dev.messagingwindow.policy.Verdict;
import dev.messagingwindow.policy.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The policy's verdict as clients see it.
///
/// @param window the customer's; null for a private reply to somebody who is not known
/// @param privateReply the right to it; null for every other message
@Schema(name = "Verdict")
public record VerdictResponse(
    Outcome outcome,
    List<ViolationResponse> violations,
    @Nullable LabelResponse label,
    @Nullable WindowResponse window,
    @Nullable PrivateReplyResponse privateReply,
    String rulesVersion) {

  /// @param message in the caller's language
  /// @param facts numbers and instants that a client may show
  @Schema(name = "Violation")
  public record ViolationResponse(
      Rule rule,
      Severity severity,
      String message,
      Map<String, Object> facts,
      double confidence,
      List<Evidence> evidence) {

    static ViolationResponse of(Violation violation, Locale locale) {
      return new ViolationResponse(
          violation.rule(),
          violation.severity(),
          ViolationMessages.of(violation.rule(), violation.facts(), locale),
          violation.facts(),
          violation.confidence(),
          violation.evidence());
    }

    ViolationResponse in(Locale locale) {
      return new ViolationResponse(
          rule, severity, ViolationMessages.of(rule, facts, locale), facts, confidence, evidence);
    }
  }

  static VerdictResponse of(
      Verdict verdict, Channel channel, Conversation conversation, Instant now, Locale locale) {
    return of(verdict, WindowResponse.of(channel.standing(), conversation, now), null, locale);
  }

  /// @param conversation with whoever wrote the comment; null when nobody is known
  static VerdictResponse ofPrivateReply(
      Verdict verdict,
      PrivateReplyResponse privateReply,
      Channel channel,
      @Nullable Conversation conversation,
      Instant now,
      Locale locale) {
    return of(
        verdict,
        conversation == null ? null : WindowResponse.of(channel.standing(), conversation, now),
        privateReply,
        locale);
  }

  private static VerdictResponse of(
      Verdict verdict,
      @Nullable WindowResponse window,
      @Nullable PrivateReplyResponse privateReply,
      Locale locale) {
    return new VerdictResponse(
        verdict.outcome(),
        verdict.violations().stream()
            .map(violation -> ViolationResponse.of(violation, locale))
            .toList(),
        verdict.label() == null ? null : LabelResponse.of(verdict.label()),
        window,
        privateReply,
        verdict.rulesVersion());
  }

  /// The same verdict for a reader of another language.
  public VerdictResponse in(Locale locale) {
    return new VerdictResponse(
        outcome,
        violations.stream().map(violation -> violation.in(locale)).toList(),
        label,
        window,
        privateReply,
        rulesVersion);
  }
}
