package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// How much each place of a text weighed in a rule's decision.
record Weights(Map<Place, Double> byPlace) {

  static Weights of(Model model, ContentRule rule, Features features, Score score) {
    var weights = new Weights(new HashMap<>());
    weights.add(features.whole(), name -> model.weight(rule, name));
    var worst = score.worst();
    for (var i = 0; i < features.sentences().size(); i++) {
      var share = Math.exp(score.sentence(i) - worst);
      weights.add(features.sentences().get(i), name -> model.weight(rule, name) * share);
    }
    return weights;
  }

  /// Each feature's weight is divided among its places.
  private void add(FeatureSet features, ToDoubleFunction<String> weights) {
    features.forEach((name, hits) -> {
      var weight = hits.isEmpty() ? 0 : weights.applyAsDouble(name);
      if (weight != 0) {
        var places = new HashSet<Place>();
        hits.forEach(hit -> places.add(Place.of(hit)));
        places.forEach(place -> byPlace.merge(place, weight / places.size(), Double::sum));
      }
    });
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
