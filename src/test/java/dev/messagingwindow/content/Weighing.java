package dev.messagingwindow.content;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One rule's weights, fitted to labelled features.
///
/// @param byFeature with the constant as [Model#BIAS]
record Weighing(Map<String, Double> byFeature) {

  private static final double PENALTY = 2.0;

  /// What fewer replies have is their own affair.
  private static final int RAREST_FEATURE = 4;

  static Weighing fit(List<Labelled> labelled) {
    var numbers = numbered(labelled);
    var examples = labelled.stream().map(one -> example(one, numbers)).toList();
    var fitted = new LogisticRegression(examples, numbers.size(), PENALTY).fit();
    var weights = new TreeMap<String, Double>();
    numbers.forEach((name, number) -> weights.put(name, fitted[number]));
    weights.put(Model.BIAS, fitted[numbers.size()]);
    return new Weighing(weights);
  }

  private static Map<String, Integer> numbered(List<Labelled> labelled) {
    var counts = new TreeMap<String, Integer>();
    for (var one : labelled) {
      Stream.concat(Stream.of(one.features().whole()), one.features().sentences().stream())
          .flatMap(set -> set.names().stream())
          .distinct()
          .forEach(name -> counts.merge(name, 1, Integer::sum));
    }
    counts.values().removeIf(count -> count < RAREST_FEATURE);
    var numbers = new TreeMap<String, Integer>();
    counts.keySet().forEach(name -> numbers.put(name, numbers.size()));
    return numbers;
  }

  private static LogisticRegression.Example example(
      Labelled labelled, Map<String, Integer> numbers) {
    return new LogisticRegression.Example(
        indices(labelled.features().whole(), numbers),
        labelled.features().sentences().stream()
            .map(sentence -> indices(sentence, numbers))
            .toArray(int[][]::new),
        labelled.positive(),
        labelled.weight());
  }

  private static int[] indices(FeatureSet features, Map<String, Integer> numbers) {
    return features.names().stream()
        .filter(numbers::containsKey)
        .mapToInt(numbers::get)
        .sorted()
        .toArray();
  }

  double probability(ContentRule rule, Features features) {
    return features.spares(rule)
        ? 0
        : Score.of(features, name -> byFeature.getOrDefault(name, 0.0)).probability();
  }

  record Labelled(Features features, boolean positive, double weight) {}
}
