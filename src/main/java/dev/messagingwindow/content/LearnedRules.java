package dev.messagingwindow.content;

import dev.messagingwindow.model.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Lexicon and model together.
///
/// What the words say is found in every language at once; what that means is weighed without a
/// language, so that a language with few training rows is judged by what was learned from all.
final class LearnedRules implements ContentRules {

  private static final String NAME = "2026-11";
  private static final int MOST_EVIDENCE = 5;
  private static final int MOST_MESSAGES = 10;
  private static final int LONGEST_MESSAGE = 600;

  private final Reader reader;
  private final Model model;
  private final String version;

  LearnedRules(Reader reader, Model model, String version) {
    this.reader = reader;
    this.model = model;
    this.version = version;
  }

  static LearnedRules fromClassPath() {
    var model = Model.text();
    return new LearnedRules(
        new Reader(new Lexicon(LexiconFiles.read())),
        Model.parse(model),
        NAME + "-" + Sha256.hex(LexiconFiles.text() + model).substring(0, 8));
  }

  @Override
  public List<Finding> examine(String text, List<String> request) {
    var reply = reader.read(text);
    var features = Features.of(reply, asked(request));
    var findings = new ArrayList<Finding>();
    for (var rule : ContentRule.values()) {
      judge(rule, reply, features).ifPresent(findings::add);
    }
    return findings;
  }

  @Override
  public String version() {
    return version;
  }

  private Asked asked(List<String> request) {
    return new Asked(
        request.stream()
            .limit(MOST_MESSAGES)
            .map(message -> message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)))
            .map(reader::read)
            .toList());
  }

  private Optional<Finding> judge(ContentRule rule, Reading reply, Features features) {
    var probability = model.probability(rule, features);
    if (probability < model.threshold(rule, Model.CONFIRM)) {
      return Optional.empty();
    }
    var severity =
        probability >= model.threshold(rule, Model.REJECT) ? Severity.REJECT : Severity.CONFIRM;
    return Optional.of(new Finding(rule, severity, probability, evidence(rule, reply, features)));
  }

  /// The places that weighed most, in the order of the text.
  private List<Evidence> evidence(ContentRule rule, Reading reply, Features features) {
    return Weights.of(model, rule, features).heaviest(MOST_EVIDENCE).stream()
        .map(reply::evidence)
        .distinct()
        .sorted(Comparator.comparingInt(Evidence::start).thenComparingInt(Evidence::end))
        .toList();
  }
}
