package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// One text, judged.
final class Examination {

  private static final int MOST_EVIDENCE = 5;

  private final Model model;
  private final Reading reply;
  private final Features features;
  private final Map<ContentRule, Score> scores;
  private final Map<ContentRule, List<Weights.Place>> own = new EnumMap<>(ContentRule.class);
  private final List<Finding> findings = new ArrayList<>();

  Examination(Model model, Reading read, Asked asked, OwnWords own) {
    this.model = model;
    this.reply = read.without(own.places(OwnPhrase.Meaning.HARMLESS, read.tokens()));
    this.features = Features.of(reply, asked);
    this.scores = model.scores(features);
    this.own.put(ContentRule.ADVERTISING, own.places(OwnPhrase.Meaning.ADVERTISING, read.tokens()));
    this.own.put(ContentRule.COUPON, own.places(OwnPhrase.Meaning.COUPON, read.tokens()));
    for (var rule : ContentRule.values()) {
      judge(rule);
    }
  }

  /// In the order of [ContentRule].
  List<Finding> findings() {
    return findings;
  }

  private void judge(ContentRule rule) {
    var places = own.getOrDefault(rule, List.of());
    if (!places.isEmpty()) {
      findings.add(new Finding(rule, Severity.REJECT, 1, evidence(places)));
      return;
    }
    var score = score(rule);
    var probability = features.spares(rule) ? 0 : score.probability();
    if (probability < model.threshold(rule, Model.CONFIRM)) {
      return;
    }
    var severity =
        probability >= model.threshold(rule, Model.REJECT) ? Severity.REJECT : Severity.CONFIRM;
    var heaviest = Weights.of(model, rule, features, score).heaviest(MOST_EVIDENCE);
    findings.add(new Finding(rule, severity, probability, evidence(heaviest)));
  }

  private Score score(ContentRule rule) {
    return Objects.requireNonNull(scores.get(rule));
  }

  /// In the order of the text.
  private List<Evidence> evidence(List<Weights.Place> places) {
    return places.stream()
        .map(reply::evidence)
        .distinct()
        .sorted(Comparator.comparingInt(Evidence::start).thenComparingInt(Evidence::end))
        .limit(MOST_EVIDENCE)
        .toList();
  }

  /// The numbers of the sentences, the worst one first.
  List<Integer> sentencesByBlame() {
    var blame = new double[features.sentences().size()];
    for (var finding : findings) {
      var score = score(finding.rule());
      for (var i = 0; i < blame.length; i++) {
        blame[i] = Math.max(blame[i], Math.exp(score.sentence(i)));
      }
    }
    var places = own.values().stream().flatMap(List::stream);
    places.forEach(
        place -> blame[reply.tokens().sentenceAt(place.from())] = Double.POSITIVE_INFINITY);
    return IntStream.range(0, blame.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> blame[i]).reversed())
        .toList();
  }
}
