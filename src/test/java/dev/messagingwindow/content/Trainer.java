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
import java.util.stream.IntStream;

/// Makes `content/model.tsv` of the training rows: weights from all of them, thresholds from
/// cross-validation, in which no family of scenarios is judged by a model that has seen it.
///
/// `mvn -q test-compile exec:java -Dexec.classpathScope=test
/// -Dexec.mainClass=dev.messagingwindow.content.Trainer`
final class Trainer {

  static final int FOLDS = 10;

  private static final double PENALTY = 1.0;
  private static final int RAREST_FEATURE = 4;

  /// How much a row counts that breaks other rules than the one in question: enough to tell the
  /// rules apart, too little to excuse an offer.
  private static final double OTHER_VIOLATION = 0.2;

  /// False rejections allowed, as a share of allowed rows, before all rules together are brought
  /// under [#REJECTED_IN_ALL]; and the same for questions.
  private static final Map<ContentRule, double[]> LIMITS =
      new EnumMap<>(
          Map.of(
              ContentRule.AUTOMATED, new double[] {0.001, 0.005},
              ContentRule.ADVERTISING, new double[] {0.007, 0.03},
              ContentRule.DISCOUNT, new double[] {0.007, 0.02},
              ContentRule.COUPON, new double[] {0.005, 0.02},
              ContentRule.UNRELATED, new double[] {0.005, 0.05}));

  private static final double REJECTED_IN_ALL = 0.013;
  private static final double ASKED_IN_ALL = 0.07;

  private final List<Row> rows;
  private final List<List<String>> features;

  Trainer(Reader reader, List<Row> rows) {
    this.rows = rows;
    var readings =
        rows.stream()
            .map(row ->
                Features.of(
                    reader.read(row.reply()),
                    new Asked(row.request().stream().map(reader::read).toList())))
            .map(found -> List.copyOf(found.names()))
            .toList();
    this.features = readings;
  }

  public static void main(String[] arguments) throws IOException {
    var rows = Rows.read(arguments.length > 0 ? Path.of(arguments[0]) : Rows.TRAINING);
    var trainer = new Trainer(new Reader(new Lexicon(LexiconFiles.read())), rows);
    Files.writeString(Path.of("src/main/resources/content/model.tsv"), trainer.model());
  }

  /// The file's text.
  String model() {
    var held = crossValidated();
    var thresholds = new Thresholds(rows, held).choose(LIMITS, REJECTED_IN_ALL, ASKED_IN_ALL);
    var lines = new ArrayList<String>();
    for (var rule : ContentRule.values()) {
      var weights = new TreeMap<>(fit(rule, IntStream.range(0, rows.size()).toArray()));
      var limits = thresholds.get(rule);
      lines.add(line(rule, Model.CONFIRM, limits.confirm()));
      lines.add(line(rule, Model.REJECT, limits.reject()));
      weights.forEach((feature, weight) -> lines.add(line(rule, feature, weight)));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String line(ContentRule rule, String feature, double weight) {
    return rule + "\t" + feature + "\t" + String.format(Locale.ROOT, "%.4f", weight);
  }

  /// Each row's probability by rule, from a model that knows no row of its family.
  Map<ContentRule, double[]> crossValidated() {
    var held = new EnumMap<ContentRule, double[]>(ContentRule.class);
    for (var rule : ContentRule.values()) {
      var probabilities = new double[rows.size()];
      for (var fold = 0; fold < FOLDS; fold++) {
        var current = fold;
        var others =
            IntStream.range(0, rows.size()).filter(row -> foldOf(row) != current).toArray();
        var weights = fit(rule, others);
        for (var row = 0; row < rows.size(); row++) {
          if (foldOf(row) == fold) {
            var sum = weights.get(Model.BIAS);
            for (var feature : features.get(row)) {
              sum += weights.getOrDefault(feature, 0.0);
            }
            probabilities[row] = 1 / (1 + StrictMath.exp(-sum));
          }
        }
      }
      held.put(rule, probabilities);
    }
    return held;
  }

  private int foldOf(int row) {
    var family = rows.get(row).family();
    return Math.floorMod((family == null ? rows.get(row).id() : family).hashCode() * 31, FOLDS);
  }

  private Map<String, Double> fit(ContentRule rule, int[] chosen) {
    var counts = new TreeMap<String, Integer>();
    for (var row : chosen) {
      if (weightOf(rule, rows.get(row)) > 0) {
        features.get(row).forEach(feature -> counts.merge(feature, 1, Integer::sum));
      }
    }
    counts.values().removeIf(count -> count < RAREST_FEATURE);
    var names = List.copyOf(counts.keySet());
    var numbers = new TreeMap<String, Integer>();
    names.forEach(name -> numbers.put(name, numbers.size()));

    var examples =
        Arrays.stream(chosen)
            .filter(row -> weightOf(rule, rows.get(row)) > 0)
            .mapToObj(row ->
                new LogisticRegression.Example(
                    features.get(row).stream()
                        .filter(numbers::containsKey)
                        .mapToInt(numbers::get)
                        .toArray(),
                    rows.get(row).violations().contains(rule),
                    weightOf(rule, rows.get(row))))
            .toList();
    var fitted = new LogisticRegression(examples, names.size(), PENALTY).fit();
    var weights = new TreeMap<String, Double>();
    for (var i = 0; i < names.size(); i++) {
      weights.put(names.get(i), fitted[i]);
    }
    weights.put(Model.BIAS, fitted[names.size()]);
    return weights;
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
