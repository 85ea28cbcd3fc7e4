package dev.messagingwindow.content;

import dev.messagingwindow.content.LexiconEntry.Form;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds entries of the lexicon that decide nothing, because whatever they match another entry of
/// the same concept and language matches too.
final class Covered {

  private record Key(Concept concept, String language, Form form, String text, Set<Concept> lock) {}

  private final Set<Key> known = new HashSet<>();

  Covered(List<LexiconEntry> entries) {
    entries.forEach(entry -> known.add(key(entry, entry.form(), text(entry), entry.lock())));
  }

  static String text(LexiconEntry entry) {
    return Tokens.words(entry.text()).stream().collect(Collectors.joining(" "));
  }

  private static Key key(LexiconEntry entry, Form form, String text, Set<Concept> lock) {
    return new Key(entry.concept(), entry.language(), form, text, lock);
  }

  boolean isCovered(LexiconEntry entry) {
    return switch (entry.form()) {
      case WORD -> isBegun(entry, text(entry).length()) || isWithin(entry, 0);
      case PREFIX -> isBegun(entry, text(entry).length() - 1) || isWithin(entry, 0);
      case INFIX -> isWithin(entry, 1);
      case PHRASE -> false;
    };
  }

  private boolean isBegun(LexiconEntry entry, int longest) {
    var text = text(entry);
    for (var end = 1; end <= longest; end++) {
      if (isKnown(entry, Form.PREFIX, text.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  private boolean isWithin(LexiconEntry entry, int shorter) {
    var text = text(entry);
    for (var from = 0; from < text.length(); from++) {
      for (var to = from + 1; to <= text.length(); to++) {
        if (to - from <= text.length() - shorter
            && isKnown(entry, Form.INFIX, text.substring(from, to))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isKnown(LexiconEntry entry, Form form, String text) {
    return known.contains(key(entry, form, text, entry.lock()))
        || known.contains(key(entry, form, text, Set.of()));
  }
}
