package dev.messagingwindow.content;

import java.util.List;

/// One rule that a text breaks, or may break.
///
/// @param confidence 0 to 1
public record Finding(
    ContentRule rule, Severity severity, double confidence, List<Evidence> evidence) {

  public Finding {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be within 0 and 1");
    }
    evidence = List.copyOf(evidence);
  }
}
