package dev.messagingwindow.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

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
  private static final double[] UNKNOWN = new double[ContentRule.values().length];

  /// By feature, one a rule in the order of [ContentRule].
  private final Map<String, double[]> weights = new HashMap<>();

  /// @throws IllegalArgumentException when a line cannot be read or a rule lacks a threshold
  static Model parse(String text) {
    var model = new Model();
    Arrays.fill(model.byRule(CONFIRM), Double.NaN);
    Arrays.fill(model.byRule(REJECT), Double.NaN);
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
    byRule(columns[1])[column(ContentRule.valueOf(columns[0]))] = Double.parseDouble(columns[2]);
  }

  /// Arrays, because thousands of small maps would take more time and memory.
  @SuppressWarnings("EnumOrdinal")
  private static int column(ContentRule rule) {
    return rule.ordinal();
  }

  private double[] byRule(String feature) {
    return weights.computeIfAbsent(feature, _ -> UNKNOWN.clone());
  }

  /// 0 for a feature that the model does not know.
  double weight(ContentRule rule, String feature) {
    return weights.getOrDefault(feature, UNKNOWN)[column(rule)];
  }

  /// Every rule's, with one look at each feature.
  Map<ContentRule, Score> scores(Features features) {
    var whole = sums(features.whole());
    var sentences = features.sentences().stream().map(this::sums).toList();
    var scores = new EnumMap<ContentRule, Score>(ContentRule.class);
    for (var rule : ContentRule.values()) {
      scores.put(
          rule,
          new Score(
              weight(rule, BIAS) + whole[column(rule)],
              sentences.stream().mapToDouble(sums -> sums[column(rule)]).toArray()));
    }
    return scores;
  }

  private double[] sums(FeatureSet features) {
    var sums = new double[UNKNOWN.length];
    for (var name : features.names()) {
      var byRule = weights.getOrDefault(name, UNKNOWN);
      for (var rule = 0; rule < sums.length; rule++) {
        sums[rule] += byRule[rule];
      }
    }
    return sums;
  }

  /// From this probability on the rule confirms or rejects.
  double threshold(ContentRule rule, String which) {
    return weight(rule, which);
  }
}
