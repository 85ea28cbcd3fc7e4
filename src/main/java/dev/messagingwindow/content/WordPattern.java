package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.List;

/// A word with wildcards: `#` is one digit, `*` any number of letters and digits.
///
/// No regular expression, since users write these: matching takes at most as many steps as word and
/// pattern have characters, multiplied.
record WordPattern(String text) {

  static final int FEWEST_OWN = 2;

  private static final char DIGIT = '#';
  private static final char ANY = '*';

  /// Cut and folded like the words of a text.
  static List<WordPattern> words(String phrase) {
    var folded = Folding.fold(phrase);
    var words = new ArrayList<WordPattern>();
    var start = 0;
    for (var at = 0; at <= folded.length(); at++) {
      if (at == folded.length() || !isPartOfWord(folded.charAt(at))) {
        if (at > start) {
          words.add(new WordPattern(folded.substring(start, at)));
        }
        start = at + 1;
      }
    }
    return words;
  }

  private static boolean isPartOfWord(char letter) {
    return Character.isLetterOrDigit(letter) || letter == DIGIT || letter == ANY;
  }

  /// Whether it says enough by itself: `*` and `#*` would match everything.
  boolean isSelective() {
    return text.chars().filter(Character::isLetterOrDigit).count() >= FEWEST_OWN;
  }

  boolean matches(String word) {
    var at = 0;
    var pattern = 0;
    var star = -1;
    var retry = 0;
    while (at < word.length()) {
      if (pattern < text.length() && text.charAt(pattern) == ANY) {
        star = pattern++;
        retry = at;
      } else if (pattern < text.length() && fits(text.charAt(pattern), word.charAt(at))) {
        pattern++;
        at++;
      } else if (star >= 0) {
        pattern = star + 1;
        at = ++retry;
      } else {
        return false;
      }
    }
    while (pattern < text.length() && text.charAt(pattern) == ANY) {
      pattern++;
    }
    return pattern == text.length();
  }

  private static boolean fits(char pattern, char letter) {
    return pattern == DIGIT ? Character.isDigit(letter) : pattern == letter;
  }
}
