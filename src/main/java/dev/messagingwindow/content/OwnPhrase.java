package dev.messagingwindow.content;

import java.util.List;
import java.util.Locale;

/// A word, phrase or pattern of one contact centre. One that cannot be is an
/// [IllegalArgumentException] that says why.
///
/// @param meaning what it is taken for, whatever the rules make of it
/// @param text 2 to 60 characters, at most 8 words, read like any text (case and accents do not
///   count); within a word `#` stands for a digit and `*` for any letters and digits, or none
public record OwnPhrase(Meaning meaning, String text) {

  /// What a contact centre may say about its own words.
  public enum Meaning {
    /// A campaign: always advertising.
    ADVERTISING,
    /// A code: always a coupon.
    COUPON,
    /// A product or brand that only looks like an offer: never evidence of anything.
    HARMLESS
  }

  private static final int SHORTEST = 2;
  private static final int LONGEST = 60;
  private static final int MOST_WORDS = 8;

  public OwnPhrase {
    text = text.strip();
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a phrase has %d to %d characters".formatted(SHORTEST, LONGEST));
    }
    var words = WordPattern.words(text);
    if (words.isEmpty() || words.size() > MOST_WORDS) {
      throw new IllegalArgumentException("a phrase has 1 to %d words".formatted(MOST_WORDS));
    }
    if (words.stream().noneMatch(WordPattern::isSelective)) {
      throw new IllegalArgumentException(
          "a phrase has a word with at least %d letters or digits of its own"
              .formatted(WordPattern.FEWEST_OWN));
    }
  }

  List<WordPattern> words() {
    return WordPattern.words(text);
  }

  @Override
  public String toString() {
    return meaning.name().toLowerCase(Locale.ROOT) + ": " + text;
  }
}
