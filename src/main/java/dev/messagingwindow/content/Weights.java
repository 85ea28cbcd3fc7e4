package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How much each place of a text weighed in a rule's decision.
record Weights(Map<Place, Double> byPlace) {

  static Weights of(Model model, ContentRule rule, Features features) {
    var byPlace = new HashMap<Place, Double>();
    add(model, rule, features.whole(), 1, byPlace);
    var sentences = model.sentences(rule, features);
    var worst = Arrays.stream(sentences).max().orElse(0);
    for (var i = 0; i < sentences.length; i++) {
      add(model, rule, features.sentences().get(i), Math.exp(sentences[i] - worst), byPlace);
    }
    return new Weights(byPlace);
  }

  private static void add(
      Model model,
      ContentRule rule,
      FeatureSet features,
      double share,
      Map<Place, Double> byPlace) {
    for (var name : features.names()) {
      var weight = model.weight(rule, name) * share;
      var places = features.hits(name).stream().map(Place::of).distinct().toList();
      places.forEach(place -> byPlace.merge(place, weight / places.size(), Double::sum));
    }
  }

  /// At most so many that speak for a violation, the heaviest first; none lies within another.
  List<Place> heaviest(int most) {
    var chosen = new ArrayList<Place>();
    var byWeight =
        byPlace.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .sorted(
                Map.Entry.<Place, Double>comparingByValue(Comparator.reverseOrder())
                    .thenComparingInt(entry -> entry.getKey().from())
                    .thenComparingInt(entry -> entry.getKey().to()))
            .map(Map.Entry::getKey)
            .toList();
    for (var place : byWeight) {
      if (chosen.size() < most && chosen.stream().noneMatch(place::overlaps)) {
        chosen.add(place);
      }
    }
    return chosen;
  }

  /// A span of the folded text.
  record Place(int from, int to) {

    private static Place of(Hit hit) {
      return new Place(hit.from(), hit.to());
    }

    boolean overlaps(Place other) {
      return from < other.to && other.from < to;
    }
  }
}
