package dev.messagingwindow.content;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/// What one rule's weights come to for a reply.
final class Score {

  private final double whole;
  private final double[] sentences;

  /// @param whole the constant, and the weights of what is the case about the whole
  /// @param sentences the weights of what is the case about each sentence
  Score(double whole, double[] sentences) {
    this.whole = whole;
    this.sentences = sentences;
  }

  static Score of(Features features, ToDoubleFunction<String> weights) {
    return new Score(
        weights.applyAsDouble(Model.BIAS) + sum(features.whole(), weights),
        features.sentences().stream().mapToDouble(some -> sum(some, weights)).toArray());
  }

  private static double sum(FeatureSet features, ToDoubleFunction<String> weights) {
    var sum = 0.0;
    for (var name : features.names()) {
      sum += weights.applyAsDouble(name);
    }
    return sum;
  }

  /// How probable it is that the rule is broken, 0 to 1.
  double probability() {
    var worst = worst();
    var sum = 0.0;
    for (var sentence : sentences) {
      sum += StrictMath.exp(sentence - worst);
    }
    return 1 / (1 + StrictMath.exp(-(whole + worst + StrictMath.log(sum))));
  }

  double sentence(int place) {
    return sentences[place];
  }

  /// The sum of the sentence that weighs most.
  double worst() {
    return Arrays.stream(sentences).max().orElse(0);
  }
}
