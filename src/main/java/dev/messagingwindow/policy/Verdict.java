package dev.messagingwindow.policy;

import dev.messagingwindow.content.Severity;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.window.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// May this text go to this customer now, and if not, every reason why.
///
/// @param violations all of them, in the order of [Rule]
/// @param label what Meta is told; null unless allowed
/// @param window the exact window at the instant of the decision; null for a private reply, which
///   needs none
/// @param rulesVersion the content rules that judged
public record Verdict(
    List<Violation> violations,
    @Nullable Label label,
    @Nullable Window window,
    String rulesVersion) {

  public Verdict {
    violations = List.copyOf(violations);
  }

  public Outcome outcome() {
    return outcomeOf(violations);
  }

  static Outcome outcomeOf(List<Violation> violations) {
    if (violations.stream().anyMatch(violation -> violation.severity() == Severity.REJECT)) {
      return Outcome.REJECTED;
    }
    if (violations.stream().anyMatch(violation -> violation.severity() == Severity.CONFIRM)) {
      return Outcome.CONFIRMATION_REQUIRED;
    }
    return Outcome.ALLOWED;
  }
}
