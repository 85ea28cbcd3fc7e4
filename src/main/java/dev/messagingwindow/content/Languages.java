package dev.messagingwindow.content;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// In which languages a text may be: those whose entries cover most of its words, or nearly as
/// many.
///
/// @param likely ISO 639-1; empty when no entry matched
record Languages(Set<String> likely) {

  private static final double NEARLY = 0.8;

  static Languages of(List<Lexicon.Match> matches, int tokens) {
    var covered = new HashMap<String, BitSet>();
    for (var match : matches) {
      covered
          .computeIfAbsent(match.meaning().language(), _ -> new BitSet(tokens))
          .set(match.first(), match.last() + 1);
    }
    var most = covered.values().stream().mapToInt(BitSet::cardinality).max().orElse(0);
    return new Languages(
        covered.entrySet().stream()
            .filter(language -> language.getValue().cardinality() >= NEARLY * most)
            .map(language -> language.getKey())
            .collect(Collectors.toUnmodifiableSet()));
  }

  boolean include(String language) {
    return likely.contains(language);
  }
}
