package dev.messagingwindow.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// One regression a rule, over [Features]: `content/model.tsv`, with columns rule, feature, weight.
/// The features in parentheses are the sum's constant and the two thresholds.
///
/// A reply's score is the constant, the weights of what is the case about the whole, and the
/// logarithm of the sum, over its sentences, of e to the weights of what is the case about each:
/// the worst sentence decides, and the harmless ones cannot excuse it.
final class Model {

  static final String BIAS = "(bias)";
  static final String CONFIRM = "(confirm)";
  static final String REJECT = "(reject)";

  private static final String PATH = "/content/model.tsv";
  private final Map<ContentRule, Map<String, Double>> weights = new EnumMap<>(ContentRule.class);

  /// @throws IllegalArgumentException when a line cannot be read or a rule lacks a threshold
  static Model parse(String text) {
    var model = new Model();
    for (var rule : ContentRule.values()) {
      model.weights.put(rule, new HashMap<>());
    }
    text.lines().forEach(model::add);
    for (var rule : ContentRule.values()) {
      if (!(model.threshold(rule, CONFIRM) <= model.threshold(rule, REJECT))) {
        throw new IllegalArgumentException("thresholds of " + rule);
      }
    }
    return model;
  }

  /// The file on the class path.
  static String text() {
    try (var file = Model.class.getResourceAsStream(PATH)) {
      if (file == null) {
        throw new IllegalStateException(PATH + " is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(PATH, e);
    }
  }

  private void add(String line) {
    var columns = line.split("\t", -1);
    if (columns.length != 3) {
      throw new IllegalArgumentException("3 columns expected in: " + line);
    }
    weights
        .getOrDefault(ContentRule.valueOf(columns[0]), new HashMap<>())
        .put(columns[1], Double.valueOf(columns[2]));
  }

  /// 0 for a feature that the model does not know.
  double weight(ContentRule rule, String feature) {
    return weights.getOrDefault(rule, Map.of()).getOrDefault(feature, 0.0);
  }

  /// How probable it is that the rule is broken, 0 to 1.
  double probability(ContentRule rule, Features features) {
    return probability(rule, features, name -> weight(rule, name));
  }

  static double probability(ContentRule rule, Features features, ToDoubleFunction<String> weights) {
    if (rule == ContentRule.UNRELATED && features.isRelated()) {
      return 0;
    }
    var sentences = sentences(features, weights);
    var worst = Arrays.stream(sentences).max().orElse(0);
    var sum = 0.0;
    for (var sentence : sentences) {
      sum += StrictMath.exp(sentence - worst);
    }
    var score =
        weights.applyAsDouble(BIAS) + sum(features.whole(), weights) + worst + StrictMath.log(sum);
    return 1 / (1 + StrictMath.exp(-score));
  }

  /// The weights of each sentence, summed.
  double[] sentences(ContentRule rule, Features features) {
    return sentences(features, name -> weight(rule, name));
  }

  private static double[] sentences(Features features, ToDoubleFunction<String> weights) {
    return features.sentences().stream().mapToDouble(some -> sum(some, weights)).toArray();
  }

  private static double sum(FeatureSet features, ToDoubleFunction<String> weights) {
    var sum = 0.0;
    for (var name : features.names()) {
      sum += weights.applyAsDouble(name);
    }
    return sum;
  }

  /// From this probability on the rule confirms or rejects.
  double threshold(ContentRule rule, String which) {
    var threshold = weights.getOrDefault(rule, Map.of()).get(which);
    if (threshold == null) {
      throw new IllegalArgumentException(rule + " has no " + which);
    }
    return threshold;
  }
}
