package dev.messagingwindow.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Makes `content/model.tsv` of the training rows: weights from all of them, thresholds from
/// cross-validation, in which no family of scenarios is judged by a model that has seen it.
///
/// `mvn -q -Pbench test-compile exec:exec -Dmain=dev.messagingwindow.content.Trainer`
final class Trainer {

  static final int FOLDS = 10;

  private static final double SMALLEST_WEIGHT = 0.05;

  /// How much a row counts that breaks other rules than the one in question: enough to tell the
  /// rules apart, too little to excuse an offer.
  private static final double OTHER_VIOLATION = 0.05;

  /// False rejections allowed, as a share of allowed rows, before all rules together are brought
  /// under [#REJECTED_IN_ALL]; and the same for questions.
  private static final Map<ContentRule, double[]> LIMITS =
      new EnumMap<>(
          Map.of(
              ContentRule.AUTOMATED, new double[] {0.001, 0.005},
              ContentRule.ADVERTISING, new double[] {0.007, 0.03},
              ContentRule.DISCOUNT, new double[] {0.007, 0.02},
              ContentRule.COUPON, new double[] {0.005, 0.02},
              ContentRule.UNRELATED, new double[] {0.01, 0.08}));

  private static final double REJECTED_IN_ALL = 0.016;
  private static final double ASKED_IN_ALL = 0.072;

  private final List<Row> rows;
  private final List<Features> features;
  private final Map<ContentRule, double[]> held;
  private final Map<ContentRule, Thresholds.Pair> thresholds;

  Trainer(Reader reader, List<Row> rows) {
    this.rows = rows;
    this.features = rows.stream().map(row -> features(reader, row)).toList();
    this.held = crossValidated();
    this.thresholds = new Thresholds(rows, held).choose(LIMITS, REJECTED_IN_ALL, ASKED_IN_ALL);
  }

  private static Features features(Reader reader, Row row) {
    var asked = new Asked(row.request().stream().map(reader::read).toList());
    return Features.of(reader.read(row.reply()), asked);
  }

  public static void main(String[] arguments) throws IOException {
    var rows = Rows.read(Rows.TRAINING);
    var trainer = new Trainer(new Reader(new Lexicon(LexiconFiles.read())), rows);
    Files.writeString(Path.of("src/main/resources/content/model.tsv"), trainer.model());
    System.out.print(trainer.evaluation().table());
  }

  /// How the rows fare whose families the judging model has not seen.
  Evaluation evaluation() {
    return Evaluation.ofJudged(
        IntStream.range(0, rows.size())
            .mapToObj(row ->
                new Evaluation.Judged(
                    rows.get(row),
                    isFrom(row, Thresholds.Pair::reject),
                    isFrom(row, Thresholds.Pair::confirm)))
            .toList());
  }

  private boolean isFrom(int row, ToDoubleFunction<Thresholds.Pair> threshold) {
    return rows.get(row).fromBot()
        || Arrays.stream(ContentRule.values())
            .anyMatch(rule -> held.get(rule)[row] >= threshold.applyAsDouble(thresholds.get(rule)));
  }

  /// The file's text.
  String model() {
    var lines = new ArrayList<String>();
    for (var rule : ContentRule.values()) {
      var weights = new TreeMap<>(Weighing.fit(examples(rule, _ -> true)).byFeature());
      var limits = thresholds.get(rule);
      lines.add(line(rule, Model.CONFIRM, limits.confirm()));
      lines.add(line(rule, Model.REJECT, limits.reject()));
      weights.values().removeIf(weight -> Math.abs(weight) < SMALLEST_WEIGHT);
      weights.forEach((feature, weight) -> lines.add(line(rule, feature, weight)));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String line(ContentRule rule, String feature, double weight) {
    return rule + "\t" + feature + "\t" + String.format(Locale.ROOT, "%.4f", weight);
  }

  /// Each row's probability by rule, from a model that knows no row of its family.
  private Map<ContentRule, double[]> crossValidated() {
    var held = new EnumMap<ContentRule, double[]>(ContentRule.class);
    for (var rule : ContentRule.values()) {
      var probabilities = new double[rows.size()];
      IntStream.range(0, FOLDS).parallel().forEach(fold -> judge(rule, fold, probabilities));
      held.put(rule, probabilities);
    }
    return held;
  }

  private void judge(ContentRule rule, int fold, double[] probabilities) {
    var weights = Weighing.fit(examples(rule, other -> other != fold));
    for (var row = 0; row < rows.size(); row++) {
      if (rows.get(row).foldOf(FOLDS) == fold) {
        probabilities[row] = weights.probability(rule, features.get(row));
      }
    }
  }

  private List<Weighing.Labelled> examples(ContentRule rule, IntPredicate folds) {
    var labelled = new ArrayList<Weighing.Labelled>();
    for (var number = 0; number < rows.size(); number++) {
      var row = rows.get(number);
      var weight = weightOf(rule, row);
      if (folds.test(row.foldOf(FOLDS)) && weight > 0 && !isSpared(rule, number)) {
        labelled.add(
            new Weighing.Labelled(features.get(number), row.violations().contains(rule), weight));
      }
    }
    return labelled;
  }

  /// Whether the rule asks nothing about the row, whatever the weights.
  private boolean isSpared(ContentRule rule, int row) {
    return features.get(row).spares(rule);
  }

  private static double weightOf(ContentRule rule, Row row) {
    if (row.fromBot()) {
      return 0;
    }
    if (rule == ContentRule.UNRELATED) {
      return row.allowed() || row.isOnlyUnrelated() ? 1 : 0;
    }
    return row.allowed() || row.violations().contains(rule) ? 1 : OTHER_VIOLATION;
  }
}
