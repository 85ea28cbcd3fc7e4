package dev.messagingwindow.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// One logistic regression a rule, over [Features]: `content/model.tsv`, with columns rule,
/// feature, weight. The features in parentheses are the sum's constant and the two thresholds.
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
  double probability(ContentRule rule, Collection<String> features) {
    return probability(rule, weights.getOrDefault(rule, Map.of()), features);
  }

  static double probability(
      ContentRule rule, Map<String, Double> weights, Collection<String> features) {
    if (rule == ContentRule.UNRELATED && features.contains(Features.RELATED)) {
      return 0;
    }
    var sum = weights.getOrDefault(BIAS, 0.0);
    for (var feature : features) {
      sum += weights.getOrDefault(feature, 0.0);
    }
    return 1 / (1 + StrictMath.exp(-sum));
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
