package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.List;

/// What one contact centre knows about its own words, better than any rule.
///
/// @param phrases at most 500, else an [IllegalArgumentException]
public record OwnWords(List<OwnPhrase> phrases) {

  private static final int MOST = 500;
  private static final OwnWords NONE = new OwnWords(List.of());

  public OwnWords {
    phrases = List.copyOf(phrases);
    if (phrases.size() > MOST) {
      throw new IllegalArgumentException("at most %d phrases".formatted(MOST));
    }
  }

  public static OwnWords none() {
    return NONE;
  }

  /// Where the text has phrases of that meaning.
  List<Weights.Place> places(OwnPhrase.Meaning meaning, Tokens tokens) {
    var places = new ArrayList<Weights.Place>();
    for (var phrase : phrases) {
      if (phrase.meaning() == meaning) {
        var words = phrase.words();
        for (var first = 0; first + words.size() <= tokens.all().size(); first++) {
          if (standsAt(words, tokens.all(), first)) {
            places.add(
                new Weights.Place(
                    tokens.all().get(first).from(),
                    tokens.all().get(first + words.size() - 1).to()));
          }
        }
      }
    }
    return places;
  }

  private static boolean standsAt(List<WordPattern> words, List<Token> tokens, int first) {
    for (var i = 0; i < words.size(); i++) {
      if (!words.get(i).matches(tokens.get(first + i).text())) {
        return false;
      }
    }
    return true;
  }
}
