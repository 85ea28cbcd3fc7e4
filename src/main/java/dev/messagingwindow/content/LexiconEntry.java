package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One line of a lexicon file.
///
/// @param language ISO 639-1
/// @param text as a speaker wrote it
/// @param lock at least one of these must be in the same sentence; empty when it counts always
record LexiconEntry(Concept concept, String language, Form form, String text, Set<Concept> lock) {

  enum Form {
    /// The whole token.
    WORD,
    /// The token's beginning.
    PREFIX,
    /// Anywhere in the token.
    INFIX,
    /// Tokens in a row; one may end in `*` (its beginning), `_` is any token, `#` a number.
    PHRASE
  }

  LexiconEntry {
    if (text.isBlank()) {
      throw new IllegalArgumentException("an entry has a text");
    }
    lock = Set.copyOf(lock);
  }

  /// What tokens must be like to match, in order: one sequence, or two where German writes `ae` for
  /// `ä` too.
  List<List<Pattern>> sequences() {
    var other = language.equals("de") ? spelledOut(text) : text;
    return other.equals(text)
        ? List.of(Pattern.of(form, text))
        : List.of(Pattern.of(form, text), Pattern.of(form, other));
  }

  private static String spelledOut(String text) {
    return text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue");
  }

  /// What one token must be like.
  ///
  /// @param text folded; empty for [Match#ANY] and [Match#NUMBER]
  record Pattern(Match match, String text) {

    enum Match {
      EXACT,
      START,
      PART,
      ANY,
      NUMBER
    }

    private static final List<Pattern> ANY = List.of(new Pattern(Match.ANY, ""));
    private static final List<Pattern> NUMBER = List.of(new Pattern(Match.NUMBER, ""));

    private static List<Pattern> of(Form form, String text) {
      return switch (form) {
        case PHRASE -> {
          var patterns = new ArrayList<Pattern>();
          for (var part : text.split(" ", -1)) {
            patterns.addAll(ofPart(part));
          }
          yield patterns;
        }
        case WORD -> words(text, Match.EXACT);
        case PREFIX -> words(text, Match.START);
        case INFIX -> words(text, Match.PART);
      };
    }

    private static List<Pattern> ofPart(String part) {
      return switch (part) {
        case "_" -> ANY;
        case "#" -> NUMBER;
        default ->
            part.endsWith("*")
                ? words(part.substring(0, part.length() - 1), Match.START)
                : words(part, Match.EXACT);
      };
    }

    /// As a text is cut: `half-price` is two tokens, of which the last has the given match.
    private static List<Pattern> words(String text, Match last) {
      var tokens = Tokens.words(text);
      var patterns = new ArrayList<Pattern>();
      for (var i = 0; i < tokens.size(); i++) {
        var match = i == tokens.size() - 1 ? last : Match.EXACT;
        patterns.add(new Pattern(match, tokens.get(i)));
      }
      return patterns;
    }
  }
}
