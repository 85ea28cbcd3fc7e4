package dev.messagingwindow.content;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Scores rules on labelled rows: `mvn -q -Pbench test-compile exec:exec
/// -Dmain=dev.messagingwindow.content.Evaluation -Dargument=<file or folder>`.
///
/// A row is rejected when a finding rejects it or a bot sent it, stopped when it is rejected or has
/// to be confirmed. Recall of a rule counts rows that carry its label, whatever stopped them;
/// unrelated counts only where it is the one label.
final class Evaluation {

  private final List<Judged> judged;

  private Evaluation(List<Judged> judged) {
    this.judged = judged;
  }

  public static void main(String[] arguments) {
    System.out.print(of(ContentRules.builtIn(), Rows.read(Path.of(arguments[0]))).table());
  }

  static Evaluation of(ContentRules rules, List<Row> rows) {
    return new Evaluation(
        rows.stream()
            .map(row -> {
              var findings = rules.examine(row.reply(), row.request());
              var rejected =
                  row.fromBot()
                      || findings.stream().anyMatch(found -> found.severity() == Severity.REJECT);
              var stopped =
                  rejected
                      || findings.stream().anyMatch(found -> found.severity() == Severity.CONFIRM);
              return new Judged(row, rejected, stopped);
            })
            .toList());
  }

  static Evaluation ofJudged(List<Judged> judged) {
    return new Evaluation(judged);
  }

  Score all() {
    return score(row -> !row.allowed(), _ -> true);
  }

  Score promotion() {
    return score(
        row ->
            row.violations().contains(ContentRule.ADVERTISING)
                || row.violations().contains(ContentRule.DISCOUNT)
                || row.violations().contains(ContentRule.COUPON),
        _ -> true);
  }

  Score of(ContentRule rule) {
    return score(row -> carries(row, rule), _ -> true);
  }

  String table() {
    var lines = new ArrayList<String>();
    lines.add("                 rows  reject  stopped   allowed  false  asked");
    lines.add(line("all", all()));
    lines.add(line("promotion", promotion()));
    for (var rule : ContentRule.values()) {
      lines.add(line(rule.name(), of(rule)));
    }
    var languages = new TreeMap<String, Boolean>();
    judged.forEach(one -> languages.put(one.row().lang(), true));
    for (var language : languages.keySet()) {
      lines.add(line(language, score(row -> !row.allowed(), row -> row.lang().equals(language))));
    }
    return String.join("\n", lines) + "\n";
  }

  private static boolean carries(Row row, ContentRule rule) {
    return switch (rule) {
      case UNRELATED -> row.isOnlyUnrelated();
      case AUTOMATED -> row.violations().contains(rule) && !row.fromBot();
      case ADVERTISING, DISCOUNT, COUPON -> row.violations().contains(rule);
    };
  }

  private Score score(Predicate<Row> wanted, Predicate<Row> among) {
    var bad =
        judged.stream().filter(one -> among.test(one.row()) && wanted.test(one.row())).toList();
    var good = judged.stream().filter(one -> among.test(one.row()) && one.row().allowed()).toList();
    return new Score(
        bad.size(),
        share(bad, Judged::rejected),
        share(bad, Judged::stopped),
        good.size(),
        share(good, Judged::rejected),
        share(good, one -> one.stopped() && !one.rejected()));
  }

  private static double share(List<Judged> rows, Predicate<Judged> wanted) {
    return rows.isEmpty()
        ? Double.NaN
        : (double) rows.stream().filter(wanted).count() / rows.size();
  }

  private static String line(String name, Score score) {
    return String.format(
        Locale.ROOT,
        "%-14s %6d   %.3f    %.3f    %6d  %.4f %.4f",
        name,
        score.violating(),
        score.recall(),
        score.stopped(),
        score.allowed(),
        score.falseRejections(),
        score.questions());
  }

  record Judged(Row row, boolean rejected, boolean stopped) {}

  /// Shares from 0 to 1.
  ///
  /// @param recall of the violating rows, rejected
  /// @param stopped of the violating rows, rejected or to be confirmed
  /// @param falseRejections of the allowed rows, rejected
  /// @param questions of the allowed rows, to be confirmed
  record Score(
      int violating,
      double recall,
      double stopped,
      int allowed,
      double falseRejections,
      double questions) {}
}
