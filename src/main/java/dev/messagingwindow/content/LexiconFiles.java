package dev.messagingwindow.content;

import dev.messagingwindow.content.LexiconEntry.Form;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads `content/lexicon/<concept>.tsv` from the class path: language, form, entry, lock, one
/// entry a line, sorted, for a speaker of the language to review.
final class LexiconFiles {

  private static final Map<String, Form> FORMS =
      Arrays.stream(Form.values())
          .collect(Collectors.toMap(form -> form.name().toLowerCase(Locale.ROOT), form -> form));

  private final Map<String, Set<Concept>> locks = new HashMap<>();

  /// Every entry of every file that there is.
  ///
  /// @throws IllegalArgumentException for a line that cannot be read, with its file and number
  static List<LexiconEntry> read() {
    return parse(texts());
  }

  /// The text of every file that there is, in the order of [Concept].
  static Map<Concept, String> texts() {
    var texts = new EnumMap<Concept, String>(Concept.class);
    for (var concept : Concept.values()) {
      if (concept.kind() != Concept.Kind.DETECTED) {
        texts.put(concept, text(concept));
      }
    }
    return texts;
  }

  /// @throws IllegalArgumentException for a line that cannot be read, with its file and number
  static List<LexiconEntry> parse(Map<Concept, String> texts) {
    var files = new LexiconFiles();
    var entries = new ArrayList<LexiconEntry>();
    texts.forEach((concept, text) -> entries.addAll(files.parse(concept, text)));
    return entries;
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
    for (var lines = text.lines().iterator(); lines.hasNext(); ) {
      var line = lines.next();
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
    var form = FORMS.get(columns[1]);
    if (form == null) {
      throw new IllegalArgumentException("no such form: " + columns[1]);
    }
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
