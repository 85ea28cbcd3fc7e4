package dev.messagingwindow.content;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a text is about, and where it says so.
///
/// @param hits in no particular order; a place may have several
/// @param concepts those of the hits
record Reading(Tokens tokens, List<Hit> hits, Set<Concept> concepts) {

  private static final Pattern QUESTION = Pattern.compile("\\?(?!\\w)");

  static Reading of(Tokens tokens, List<Hit> hits) {
    var concepts = EnumSet.noneOf(Concept.class);
    hits.forEach(hit -> concepts.add(hit.concept()));
    return new Reading(tokens, List.copyOf(hits), concepts);
  }

  boolean has(Concept concept) {
    return concepts.contains(concept);
  }

  boolean hasAny(Set<Concept> wanted) {
    return wanted.stream().anyMatch(concepts::contains);
  }

  Set<Concept> ofKind(Concept.Kind kind) {
    return concepts.stream()
        .filter(concept -> concept.kind() == kind)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Concept.class)));
  }

  /// A question mark that ends something, rather than one in a link.
  boolean asksBack() {
    return QUESTION.matcher(tokens.text().folded()).find();
  }

  /// As if nothing stood in these places.
  Reading without(List<Weights.Place> places) {
    if (places.isEmpty()) {
      return this;
    }
    return of(
        tokens.with(
            tokens.all().stream()
                .filter(token -> !isIn(places, token.from(), token.to()))
                .toList()),
        hits.stream().filter(hit -> !isIn(places, hit.from(), hit.to())).toList());
  }

  private static boolean isIn(List<Weights.Place> places, int from, int to) {
    return places.stream().anyMatch(place -> place.overlaps(new Weights.Place(from, to)));
  }

  List<Hit> hitsOf(Concept concept) {
    return hits.stream().filter(hit -> hit.concept() == concept).toList();
  }

  Evidence evidence(Weights.Place place) {
    var text = tokens.text();
    return new Evidence(
        text.start(place.from()), text.end(place.to() - 1), text.written(place.from(), place.to()));
  }
}
