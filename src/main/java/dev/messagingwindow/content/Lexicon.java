package dev.messagingwindow.content;

import dev.messagingwindow.content.LexiconEntry.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All entries of all languages, matched at once. What remains of an entry is its sequence of
/// patterns, in a trie, and what it means; languages and texts are only for those who review it.
final class Lexicon {

  /// What people disguise. Only such words are looked for behind spaced letters and digits.
  private static final Set<Concept> WORTH_DISGUISING =
      EnumSet.of(
          Concept.DISCOUNT,
          Concept.SALE_EVENT,
          Concept.COUPON,
          Concept.STORE_CREDIT,
          Concept.GIFT,
          Concept.MULTI_BUY,
          Concept.PRICE_BAIT,
          Concept.SUBSCRIBE,
          Concept.GIVEAWAY,
          Concept.NUMBER,
          Concept.PERCENT);

  private static final Meaning[] MEANINGLESS = {};
  private static final Set<Concept> NUMBERS = EnumSet.of(Concept.NUMBER);
  private static final int SHORTEST_DISGUISED = 4;
  private static final int SHORTEST_START_DISGUISED = 5;

  private final Vocabulary vocabulary = new Vocabulary();
  private final Trie sequences = new Trie(1 << 16);
  private Meaning[] @Nullable [] meanings = new Meaning[1 << 16][];

  Lexicon(List<LexiconEntry> entries) {
    var shared = new HashMap<List<Meaning>, Meaning[]>();
    var alone = MEANINGLESS;
    for (var entry : entries) {
      var meaning = new Meaning(entry.concept(), entry.language(), entry.lock());
      if (alone.length == 0 || !alone[0].equals(meaning)) {
        alone = shared(List.of(meaning), shared);
      }
      for (var sequence : entry.sequences()) {
        add(sequence, alone, shared);
      }
    }
  }

  private static Meaning[] shared(List<Meaning> meanings, Map<List<Meaning>, Meaning[]> shared) {
    return shared.computeIfAbsent(meanings, some -> some.toArray(Meaning[]::new));
  }

  /// @param alone the one meaning of the sequence; neighbours in a file mostly have the same
  private void add(List<Pattern> sequence, Meaning[] alone, Map<List<Meaning>, Meaning[]> shared) {
    if (sequence.isEmpty()) {
      throw new IllegalArgumentException("nothing to match for " + alone[0].concept());
    }
    var node = Trie.ROOT;
    for (var pattern : sequence) {
      node = sequences.grow(node, vocabulary.numberOf(pattern));
    }
    if (node >= meanings.length) {
      meanings = Arrays.copyOf(meanings, node * 2);
    }
    var known = meaningsAt(node);
    if (known.length == 0) {
      meanings[node] = alone;
    } else if (!List.of(known).contains(alone[0])) {
      var all = new ArrayList<>(List.of(known));
      all.add(alone[0]);
      meanings[node] = shared(all, shared);
    }
  }

  /// Every sequence that stands there, locks not yet looked at.
  List<Match> matches(List<Token> tokens) {
    var met = tokens.stream().map(this::patternsMetBy).toList();
    var found = new ArrayList<Match>();
    for (var first = 0; first < tokens.size(); first++) {
      follow(tokens, met, first, first, Trie.ROOT, found);
    }
    return found;
  }

  private void follow(
      List<Token> tokens,
      List<Vocabulary.Numbers> met,
      int first,
      int at,
      int node,
      List<Match> found) {
    if (at == tokens.size() || tokens.get(at).sentence() != tokens.get(first).sentence()) {
      return;
    }
    var patterns = met.get(at);
    for (var i = 0; i < patterns.size(); i++) {
      var next = sequences.child(node, patterns.get(i));
      if (next != Trie.NONE) {
        for (var meaning : meaningsAt(next)) {
          found.add(new Match(meaning, first, at));
        }
        follow(tokens, met, first, at + 1, next, found);
      }
    }
  }

  private Vocabulary.Numbers patternsMetBy(Token token) {
    var met = new Vocabulary.Numbers();
    met.add(Vocabulary.ANY);
    if (!token.is(Token.Kind.LINK)) {
      vocabulary.meet(token.text(), met);
    }
    if (token.is(Token.Kind.NUMBER) || means(vocabulary.exactly(token.text()), NUMBERS)) {
      met.add(Vocabulary.NUMBER);
    }
    return met;
  }

  /// Whether somebody might disguise this word.
  boolean isWorthDisguising(String word) {
    if (word.length() < SHORTEST_DISGUISED) {
      return false;
    }
    return means(vocabulary.exactly(word), WORTH_DISGUISING)
        || means(vocabulary.longestStart(word, SHORTEST_START_DISGUISED), WORTH_DISGUISING);
  }

  /// Whether it is a word of some entry, alone or in a phrase.
  boolean isKnown(String word) {
    return vocabulary.exactly(word) != 0;
  }

  private boolean means(int pattern, Set<Concept> concepts) {
    var node = pattern == 0 ? Trie.NONE : sequences.child(Trie.ROOT, pattern);
    if (node == Trie.NONE) {
      return false;
    }
    for (var meaning : meaningsAt(node)) {
      if (concepts.contains(meaning.concept())) {
        return true;
      }
    }
    return false;
  }

  private Meaning[] meaningsAt(int node) {
    var known = node < meanings.length ? meanings[node] : null;
    return known == null ? MEANINGLESS : known;
  }

  /// @param language ISO 639-1
  /// @param lock at least one of these must be in the same sentence; empty when it counts always
  record Meaning(Concept concept, String language, Set<Concept> lock) {}

  /// @param first index of the first token
  /// @param last index of the last one
  record Match(Meaning meaning, int first, int last) {}
}
