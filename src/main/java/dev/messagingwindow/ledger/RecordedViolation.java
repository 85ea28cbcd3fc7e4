package dev.messagingwindow.ledger;

import dev.messagingwindow.content.Severity;
import dev.messagingwindow.policy.Rule;
import dev.messagingwindow.policy.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/// A reason against a message as the ledger keeps it: where the words stood, not which they were.
///
/// @param facts numbers and instants by name
/// @param confidence 0 to 1
@Schema(name = "RecordedViolation")
public record RecordedViolation(
    Rule rule,
    Severity severity,
    double confidence,
    Map<String, Object> facts,
    List<Span> evidence) {

  /// UTF-16 units of the text, the end exclusive.
  @Schema(name = "EvidenceSpan")
  public record Span(int start, int end) {}

  static RecordedViolation of(Violation violation) {
    return new RecordedViolation(
        violation.rule(),
        violation.severity(),
        violation.confidence(),
        violation.facts(),
        violation.evidence().stream().map(found -> new Span(found.start(), found.end())).toList());
  }
}
