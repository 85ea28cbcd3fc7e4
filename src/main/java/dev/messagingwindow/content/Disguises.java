package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Undoes what people write so that no filter should know the word: `r a b a t t`, `fif ty`,
/// `D1SC0UNT`, `rаbаtt` with Cyrillic letters, `saaale`. A word changes only when that makes one
/// worth disguising of it, so that order numbers and names stay as they are.
final class Disguises {

  private static final int MOST_PARTS = 14;
  private static final int LONGEST_FRAGMENT = 3;
  private static final int SHORTEST_JOINED = 5;

  private static final String LEET = "0134578@$!|";
  private static final String LEET_WITH_I = "oieastbasil";
  private static final String LEET_WITH_L = "oleastbasll";

  private static final String CYRILLIC = "асеорхукмтвніјѕԁһɡνοαερτικ";
  private static final String LATIN = "aceopxykmtbhijsdhgvoaeptik";

  private final Predicate<String> worthDisguising;

  private final Predicate<String> known;

  /// @param worthDisguising words behind which nobody looks are left as they are
  /// @param known words that are no fragments of others
  Disguises(Predicate<String> worthDisguising, Predicate<String> known) {
    this.worthDisguising = worthDisguising;
    this.known = known;
  }

  Undone undo(Tokens tokens) {
    var plain = new ArrayList<Token>();
    var disguised = new ArrayList<Token>();
    for (var at = 0; at < tokens.all().size(); ) {
      var parts = partsOfOneWord(tokens, at);
      if (parts > 1) {
        var joined = join(tokens.all(), at, parts);
        plain.add(joined);
        disguised.add(joined);
        at += parts;
        continue;
      }
      var token = tokens.all().get(at);
      var other = token.is(Token.Kind.WORD) ? lookThrough(token.text()) : Optional.<String>empty();
      if (other.isPresent()) {
        token = renamed(token, other.get());
        disguised.add(token);
      } else {
        token = renamed(token, withoutRepeats(token.text()));
      }
      plain.add(token);
      at++;
    }
    return new Undone(tokens.with(plain), disguised);
  }

  private int partsOfOneWord(Tokens tokens, int first) {
    var all = tokens.all();
    var longest = all.get(first).text().length() == 1 ? 1 : LONGEST_FRAGMENT;
    var mostParts = 0;
    while (mostParts < MOST_PARTS
        && first + mostParts < all.size()
        && isFragment(all.get(first + mostParts), longest)
        && all.get(first + mostParts).sentence() == all.get(first).sentence()) {
      mostParts++;
    }
    for (var parts = mostParts; parts >= 3; parts--) {
      if (longest > 1 && areKnown(all.subList(first, first + parts))) {
        continue;
      }
      var word = join(all, first, parts).text();
      if (word.length() >= SHORTEST_JOINED && isDisguise(word)) {
        return parts;
      }
    }
    return isSplitInTwo(all, first) ? 2 : 1;
  }

  private boolean areKnown(List<Token> parts) {
    return parts.stream().allMatch(part -> known.test(part.text()));
  }

  private static boolean isFragment(Token token, int longest) {
    return !token.is(Token.Kind.LINK) && token.text().length() <= longest;
  }

  /// `fif ty`: neither half says anything alone.
  private boolean isSplitInTwo(List<Token> all, int first) {
    if (first + 1 >= all.size()) {
      return false;
    }
    var head = all.get(first);
    var tail = all.get(first + 1);
    return head.is(Token.Kind.WORD)
        && tail.is(Token.Kind.WORD)
        && head.sentence() == tail.sentence()
        && head.text().length() >= 2
        && tail.text().length() >= 2
        && head.text().length() + tail.text().length() >= SHORTEST_JOINED
        && Math.min(head.text().length(), tail.text().length()) <= LONGEST_FRAGMENT
        && !worthDisguising.test(head.text())
        && !worthDisguising.test(tail.text())
        && !(known.test(head.text()) && known.test(tail.text()))
        && worthDisguising.test(head.text() + tail.text());
  }

  private static Token join(List<Token> all, int first, int parts) {
    var word = new StringBuilder();
    for (var part : all.subList(first, first + parts)) {
      word.append(part.text());
    }
    var head = all.get(first);
    return new Token(
        Token.Kind.WORD,
        word.toString(),
        head.from(),
        all.get(first + parts - 1).to(),
        head.sentence());
  }

  private boolean isDisguise(String word) {
    return worthDisguising.test(word) || lookThrough(word).isPresent();
  }

  /// The word behind look-alike digits and letters.
  private Optional<String> lookThrough(String word) {
    if (isPlain(word) || worthDisguising.test(word)) {
      return Optional.empty();
    }
    var latin = translate(word, CYRILLIC, LATIN);
    for (var candidate :
        List.of(
            latin,
            translate(latin, LEET, LEET_WITH_I),
            translate(latin, LEET, LEET_WITH_L),
            translate(word, LATIN, CYRILLIC))) {
      if (!candidate.equals(word) && worthDisguising.test(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static boolean isPlain(String word) {
    return word.chars().allMatch(letter -> letter >= 'a' && letter <= 'z');
  }

  private static String translate(String word, String from, String to) {
    var translated = new StringBuilder(word.length());
    for (var i = 0; i < word.length(); i++) {
      var at = from.indexOf(word.charAt(i));
      translated.append(at < 0 ? word.charAt(i) : to.charAt(at));
    }
    return translated.toString();
  }

  /// `saaaale` is `sale`; two of a letter may be right.
  private String withoutRepeats(String word) {
    if (hasThreeInARow(word)) {
      for (var kept = 2; kept > 0; kept--) {
        if (worthDisguising.test(squeezed(word, kept))) {
          return squeezed(word, kept);
        }
      }
    }
    return word;
  }

  private static boolean hasThreeInARow(String word) {
    for (var i = 2; i < word.length(); i++) {
      var letter = word.charAt(i);
      if (letter == word.charAt(i - 1)
          && letter == word.charAt(i - 2)
          && Character.isLetter(letter)) {
        return true;
      }
    }
    return false;
  }

  /// Three or more of a letter in a row become as many as are kept.
  private static String squeezed(String word, int kept) {
    var squeezed = new StringBuilder(word.length());
    for (var at = 0; at < word.length(); ) {
      var end = at + 1;
      while (end < word.length() && word.charAt(end) == word.charAt(at)) {
        end++;
      }
      var count = end - at >= 3 && Character.isLetter(word.charAt(at)) ? kept : end - at;
      squeezed.repeat(word.charAt(at), count);
      at = end;
    }
    return squeezed.toString();
  }

  private static Token renamed(Token token, String text) {
    return text.equals(token.text())
        ? token
        : new Token(token.kind(), text, token.from(), token.to(), token.sentence());
  }

  /// @param tokens as they are to be read
  /// @param disguised those that were not so written
  record Undone(Tokens tokens, List<Token> disguised) {}
}
