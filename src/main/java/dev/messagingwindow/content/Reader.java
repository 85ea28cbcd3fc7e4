package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads a text: undoes disguises, matches the lexicon, resolves locks.
final class Reader {

  private final Lexicon lexicon;
  private final Disguises disguises;

  Reader(Lexicon lexicon) {
    this.lexicon = lexicon;
    this.disguises = new Disguises(lexicon::isWorthDisguising, lexicon::isKnown);
  }

  Reading read(String text) {
    var undone = disguises.undo(Tokens.of(text));
    var tokens = undone.tokens();
    var hits = new ArrayList<>(Signals.in(tokens));
    for (var token : undone.disguised()) {
      hits.add(new Hit(Concept.DISGUISE, token.sentence(), token.from(), token.to(), token.text()));
    }
    hits.addAll(unlocked(tokens.all(), tokens.sentences(), hits));
    if (tokens.text().isSplitByInvisible()) {
      hits.stream()
          .filter(hit -> hit.concept().kind() == Concept.Kind.PROMOTION)
          .findFirst()
          .map(hit -> new Hit(Concept.DISGUISE, hit.sentence(), hit.from(), hit.to(), hit.word()))
          .ifPresent(hits::add);
    }
    return Reading.of(tokens, List.copyOf(new LinkedHashSet<>(hits)));
  }

  /// A locked entry counts once a concept of its lock is in its sentence; it may in turn unlock
  /// others, but two locked ones never each other.
  private List<Hit> unlocked(List<Token> tokens, int sentences, List<Hit> signals) {
    var present = new ArrayList<Set<Concept>>();
    for (var sentence = 0; sentence < sentences; sentence++) {
      present.add(EnumSet.noneOf(Concept.class));
    }
    signals.forEach(hit -> present.get(hit.sentence()).add(hit.concept()));

    var hits = new ArrayList<Hit>();
    var matches = lexicon.matches(tokens);
    var languages = Languages.of(matches, tokens.size());
    List<Lexicon.Match> waiting =
        matches.stream().filter(match -> counts(match.meaning(), languages)).toList();
    var opened = true;
    while (opened) {
      var stillLocked = new ArrayList<Lexicon.Match>();
      var added = new ArrayList<Hit>();
      for (var match : waiting) {
        var sentence = tokens.get(match.first()).sentence();
        if (opens(match.meaning().lock(), present.get(sentence))) {
          added.add(hit(tokens, match, sentence));
        } else {
          stillLocked.add(match);
        }
      }
      added.forEach(hit -> present.get(hit.sentence()).add(hit.concept()));
      hits.addAll(added);
      opened = !added.isEmpty();
      waiting = stillLocked;
    }
    return hits;
  }

  /// Offers are found in every language, since an advert need not be in the customer's. Small words
  /// mean other things elsewhere, so all else counts only in the languages that the text may be in.
  private static boolean counts(Lexicon.Meaning meaning, Languages languages) {
    return switch (meaning.concept().kind()) {
      case PROMOTION, AUTOMATION, MEASURE, DETECTED -> true;
      case CUE, SERVICE, ASKED, TOPIC, FOREIGN, COMMON -> languages.include(meaning.language());
    };
  }

  private static boolean opens(Set<Concept> lock, Set<Concept> present) {
    return lock.isEmpty() || lock.stream().anyMatch(present::contains);
  }

  private static Hit hit(List<Token> tokens, Lexicon.Match match, int sentence) {
    var first = tokens.get(match.first());
    var last = tokens.get(match.last());
    return new Hit(match.meaning().concept(), sentence, first.from(), last.to(), first.text());
  }
}
