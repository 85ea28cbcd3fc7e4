package dev.messagingwindow.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads `content/lexicon/<concept>.tsv` from the class path: language, form, entry, lock, one
/// entry a line, sorted, for a speaker of the language to review.
final class LexiconFiles {

  private final Map<String, Set<Concept>> locks = new HashMap<>();

  /// Every file that there is, by concept.
  ///
  /// @throws IllegalArgumentException for a line that cannot be read, with its file and number
  static List<LexiconEntry> read() {
    var files = new LexiconFiles();
    var entries = new ArrayList<LexiconEntry>();
    for (var concept : Concept.values()) {
      if (concept.kind() != Concept.Kind.DETECTED) {
        entries.addAll(files.parse(concept, text(concept)));
      }
    }
    return entries;
  }

  /// All files one after the other: what makes this lexicon another than before.
  static String text() {
    var text = new StringBuilder();
    for (var concept : Concept.values()) {
      if (concept.kind() != Concept.Kind.DETECTED) {
        text.append(text(concept));
      }
    }
    return text.toString();
  }

  private static String text(Concept concept) {
    try (var file = LexiconFiles.class.getResourceAsStream(path(concept))) {
      if (file == null) {
        throw new IllegalStateException(path(concept) + " is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path(concept), e);
    }
  }

  private static String path(Concept concept) {
    return "/content/lexicon/" + concept + ".tsv";
  }

  List<LexiconEntry> parse(Concept concept, String text) {
    var entries = new ArrayList<LexiconEntry>();
    var number = 0;
    for (var line : text.lines().toList()) {
      number++;
      if (line.isEmpty()) {
        continue;
      }
      try {
        entries.add(entry(concept, line));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(path(concept) + ":" + number + ": " + e.getMessage(), e);
      }
    }
    return entries;
  }

  private LexiconEntry entry(Concept concept, String line) {
    var columns = line.split("\t", -1);
    if (columns.length < 3 || columns.length > 4) {
      throw new IllegalArgumentException("3 or 4 columns expected");
    }
    var form = LexiconEntry.Form.valueOf(columns[1].toUpperCase(Locale.ROOT));
    var lock = columns.length == 4 ? columns[3] : "";
    return new LexiconEntry(
        concept, columns[0], form, columns[2], locks.computeIfAbsent(lock, LexiconFiles::lock));
  }

  private static Set<Concept> lock(String names) {
    var lock = EnumSet.noneOf(Concept.class);
    if (!names.isEmpty()) {
      for (var name : names.split("\\|", -1)) {
        lock.add(Concept.named(name));
      }
    }
    return Set.copyOf(lock);
  }
}
