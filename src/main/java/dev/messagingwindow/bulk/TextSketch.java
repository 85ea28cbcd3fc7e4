package dev.messagingwindow.bulk;

import dev.messagingwindow.model.Sha256;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a text says, in 64 bits (M. Charikar, Similarity Estimation Techniques from Rounding
/// Algorithms, 2002): each different word votes on every bit. Case, accents, digits, punctuation
/// and the order of words do not count.
///
/// @param bits differ in some 20 places where texts share half of their words, in 32 where they
///   share none
record TextSketch(long bits) {

  /// In how many bits nearly the same texts may differ: a sixth of the words is another.
  static final int MAX_DISTANCE = 13;

  private static final Pattern NO_LETTERS = Pattern.compile("\\P{L}+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  static TextSketch of(String text) {
    var votes = new int[Long.SIZE];
    for (var word : words(text)) {
      var hash = Sha256.first128(word).getMostSignificantBits();
      for (var bit = 0; bit < Long.SIZE; bit++) {
        votes[bit] += (hash >>> bit & 1) == 1 ? 1 : -1;
      }
    }
    var bits = 0L;
    for (var bit = 0; bit < Long.SIZE; bit++) {
      if (votes[bit] > 0) {
        bits |= 1L << bit;
      }
    }
    return new TextSketch(bits);
  }

  private static Set<String> words(String text) {
    var folded =
        MARKS
            .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
            .replaceAll("")
            .toLowerCase(Locale.ROOT);
    return NO_LETTERS
        .splitAsStream(folded)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }
}
