package dev.messagingwindow.policy;

import dev.messagingwindow.content.Severity;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.model.OutboundContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Nearly the same text from one person to many customers is a campaign, whoever presses the key.
///
/// Source: developers.facebook.com/docs/messenger-platform/reference/send-api, section on message
/// tags: no automated messages (read 2026-09-28). Meta names no number. A failure may make fifty
/// people ask the same within ten minutes; nobody answers five hundred by hand. Short texts in
/// which the content rules find nothing ("sorry, we were closed") do not count: to send them to a
/// weekend's customers on Monday morning is service.
public final class BulkRule {

  /// How far back is counted.
  public static final Duration PERIOD = Duration.ofMinutes(10);

  static final int ASKS_ABOVE = 50;
  static final int REFUSES_ABOVE = 500;
  static final int LONGEST_SERVICE_TURN = 120;

  private BulkRule() {}

  /// Whether an accepted message adds to the count.
  public static boolean counts(Draft draft, Verdict verdict) {
    return verdict.label() == Label.HUMAN_AGENT
        && draft.sender() instanceof Sender.Human
        && draft.content() instanceof OutboundContent.Text(var text)
        && counts(text, verdict.violations());
  }

  /// @param findings what the content rules found in the text
  static boolean counts(String text, List<Violation> findings) {
    return text.length() > LONGEST_SERVICE_TURN || !findings.isEmpty();
  }

  static Optional<Violation> check(int reached) {
    if (reached <= ASKS_ABOVE) {
      return Optional.empty();
    }
    var isRefused = reached > REFUSES_ABOVE;
    return Optional.of(
        new Violation(
            Rule.AUTOMATED,
            isRefused ? Severity.REJECT : Severity.CONFIRM,
            Map.of("count", reached, "limit", isRefused ? REFUSES_ABOVE : ASKS_ABOVE),
            1,
            List.of()));
  }
}
