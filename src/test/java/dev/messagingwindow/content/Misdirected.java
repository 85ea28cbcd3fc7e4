package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// An honest answer that reached another customer of the same language: put together from two rows,
/// because nobody can write as many as there are ways to mix two conversations up. Only those that
/// share nothing with the request; what shares a topic might answer it.
///
/// @param fold in which both rows are
record Misdirected(Features features, int fold) {

  /// How many requests each answer is set against.
  private static final int REQUESTS = 2;

  static List<Misdirected> among(List<Told> rows) {
    var alike = new TreeMap<String, List<Told>>();
    for (var one : rows) {
      if (one.row().allowed() && !one.row().fromBot()) {
        var key = one.row().lang() + one.row().foldOf(Trainer.FOLDS);
        alike.computeIfAbsent(key, _ -> new ArrayList<>()).add(one);
      }
    }
    var found = new ArrayList<Misdirected>();
    alike.values().forEach(group -> mix(group, found));
    return found;
  }

  /// Rows of one family lie side by side, so what is far away is another story.
  private static void mix(List<Told> group, List<Misdirected> found) {
    for (var place = 0; place < group.size(); place++) {
      for (var step = 1; step <= REQUESTS; step++) {
        var answer = group.get(place);
        var other = group.get((place + step * group.size() / (REQUESTS + 1)) % group.size());
        var features = Features.of(answer.reply(), other.asked());
        if (features.whole().has(WholeFeatures.UNCONNECTED)
            && !features.spares(ContentRule.UNRELATED)) {
          found.add(new Misdirected(features, answer.row().foldOf(Trainer.FOLDS)));
        }
      }
    }
  }
}
