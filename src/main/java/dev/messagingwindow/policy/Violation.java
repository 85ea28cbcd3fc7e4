package dev.messagingwindow.policy;

import dev.messagingwindow.content.Evidence;
import dev.messagingwindow.content.Finding;
import dev.messagingwindow.content.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One reason against a message, with what a client needs to explain it.
///
/// @param facts numbers and instants by name: `limit`, `actual`, `closedAt`, `closesAt`,
///   `notAfter`, `suspendedSince`; and `privateReply`, the state of a right that is not open
/// @param confidence 0 to 1; 1 for everything that is no matter of opinion
/// @param evidence the words that decided; empty for everything that is not about words
public record Violation(
    Rule rule,
    Severity severity,
    Map<String, Object> facts,
    double confidence,
    List<Evidence> evidence) {

  public Violation {
    facts = Map.copyOf(facts);
    evidence = List.copyOf(evidence);
  }

  static Violation certain(Rule rule, Map<String, Object> facts) {
    return new Violation(rule, Severity.REJECT, facts, 1, List.of());
  }

  static Violation attachmentUnchecked() {
    return new Violation(Rule.ATTACHMENT_UNCHECKED, Severity.CONFIRM, Map.of(), 1, List.of());
  }

  /// The same, but only on record where a human has lifted the doubt.
  Violation unless(Set<Rule> confirmed) {
    return severity == Severity.CONFIRM && confirmed.contains(rule)
        ? new Violation(rule, Severity.OBSERVE, facts, confidence, evidence)
        : this;
  }

  static Violation of(Finding finding) {
    return new Violation(
        Rule.of(finding.rule()),
        finding.severity(),
        Map.of(),
        finding.confidence(),
        finding.evidence());
  }
}
