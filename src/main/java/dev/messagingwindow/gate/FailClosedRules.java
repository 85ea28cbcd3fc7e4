package dev.messagingwindow.gate;

import dev.messagingwindow.content.ContentRules;
import dev.messagingwindow.content.Finding;
import dev.messagingwindow.content.OwnWords;
import dev.messagingwindow.content.Remedy;
import dev.messagingwindow.problem.Failures;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A failure of the rules is never taken for a text without findings.
final class FailClosedRules implements ContentRules {

  private static final Logger log = LoggerFactory.getLogger(FailClosedRules.class);

  private final ContentRules rules;

  FailClosedRules(ContentRules rules) {
    this.rules = rules;
  }

  @Override
  public List<Finding> examine(String text, List<String> request, OwnWords own) {
    return judged(() -> rules.examine(text, request, own));
  }

  @Override
  public Optional<Remedy> remedy(String text, List<String> request, OwnWords own) {
    return judged(() -> rules.remedy(text, request, own));
  }

  /// A pattern may also run out of stack.
  private static <T> T judged(Supplier<T> judgement) {
    try {
      return judgement.get();
    } catch (RuntimeException | StackOverflowError e) {
      log.error("the content rules failed: {}", Failures.trace(e));
      throw new ContentRulesFailedException();
    }
  }

  @Override
  public String version() {
    return rules.version();
  }
}
