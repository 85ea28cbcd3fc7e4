package dev.messagingwindow.content;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Chooses from which probability on a rule rejects, and from which on it asks.
final class Thresholds {

  private static final double STEP = 0.97;
  private static final double MARGIN = 0.2;
  private static final double HIGHEST = 0.9999;

  private final Map<ContentRule, double[]> probabilities;
  private final int[] allowed;

  /// @param probabilities by rule, one a row, from models that have not seen the row
  Thresholds(List<Row> rows, Map<ContentRule, double[]> probabilities) {
    this.probabilities = probabilities;
    this.allowed =
        IntStream.range(0, rows.size())
            .filter(row -> rows.get(row).allowed() && !rows.get(row).fromBot())
            .toArray();
  }

  /// @param limits by rule, the shares of allowed rows that it may reject and may stop
  /// @param rejectedInAll the share that all rules together may reject
  /// @param askedInAll the share that all rules together may ask about
  Map<ContentRule, Pair> choose(
      Map<ContentRule, double[]> limits, double rejectedInAll, double askedInAll) {
    var reject = chosen(limits, 0, rejectedInAll);
    var confirm = chosen(limits, 1, rejectedInAll + askedInAll);
    var pairs = new EnumMap<ContentRule, Pair>(ContentRule.class);
    for (var rule : ContentRule.values()) {
      pairs.put(rule, Pair.of(confirm.get(rule), reject.get(rule)));
    }
    return pairs;
  }

  private Map<ContentRule, Double> chosen(
      Map<ContentRule, double[]> limits, int which, double inAll) {
    for (var scale = 1.0; ; scale *= STEP) {
      var thresholds = new EnumMap<ContentRule, Double>(ContentRule.class);
      for (var rule : ContentRule.values()) {
        thresholds.put(rule, threshold(rule, limits.get(rule)[which] * scale));
      }
      if (hitShare(thresholds) <= inAll) {
        return thresholds;
      }
    }
  }

  /// Half-way between the last allowed row that may be hit and the first that may not; a little
  /// above all of them where none may.
  private double threshold(ContentRule rule, double share) {
    var scores = Arrays.stream(allowed).mapToDouble(row -> probabilities.get(rule)[row]).toArray();
    Arrays.sort(scores);
    var mayBeHit = (int) (share * scores.length);
    var highestSpared = scores[scores.length - 1 - mayBeHit];
    var lowestHit =
        mayBeHit == 0
            ? highestSpared + (1 - highestSpared) * MARGIN
            : scores[scores.length - mayBeHit];
    return Math.min((highestSpared + lowestHit) / 2, HIGHEST);
  }

  private double hitShare(Map<ContentRule, Double> thresholds) {
    var hit =
        Arrays.stream(allowed)
            .filter(row ->
                Arrays.stream(ContentRule.values())
                    .anyMatch(rule -> probabilities.get(rule)[row] >= thresholds.get(rule)))
            .count();
    return (double) hit / allowed.length;
  }

  /// @param confirm not above reject
  record Pair(double confirm, double reject) {

    private static Pair of(double confirm, double reject) {
      return new Pair(Math.min(confirm, reject), reject);
    }
  }
}
