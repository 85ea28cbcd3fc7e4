package dev.messagingwindow.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LexiconFilesTest {

  private static final Path FOLDER = Path.of("src/main/resources/content/lexicon");

  private static final int OFTEN = 5;

  private static final List<LexiconEntry> ENTRIES = LexiconFiles.read();

  @Test
  void areSortedAndHoldNothingTwice() throws IOException {
    try (var files = Files.list(FOLDER)) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(file -> {
            var lines = Files.readAllLines(file);
            var keys = lines.stream().map(LexiconFilesTest::withoutLock).toList();
            assertThat(lines).isEqualTo(lines.stream().sorted(BY_COLUMN).toList());
            assertThat(keys).doesNotHaveDuplicates();
          });
    }
  }

  private static final Comparator<String> BY_COLUMN =
      Comparator.comparing(LexiconFilesTest::withoutLock);

  private static String withoutLock(String line) {
    return String.join("\t", List.of(line.split("\t", -1)).subList(0, 3));
  }

  /// Also shows that what decides nothing on the rows is there for a reason: it matches.
  @Test
  void holdOnlyEntriesThatMatchTheirOwnText() {
    var lexicon = new Lexicon(ENTRIES);
    var undone = new Disguises(lexicon::isWorthDisguising, lexicon::isKnown);
    var silent = new ArrayList<String>();
    for (var entry : ENTRIES) {
      var text = entry.text().replace("*", "").replace("#", "20").replace("_", "xyz");
      var tokens = undone.undo(Tokens.of(text)).tokens().all();
      if (lexicon.matches(tokens).stream()
          .noneMatch(match -> match.meaning().concept() == entry.concept())) {
        silent.add(entry.concept() + " " + entry.language() + " " + entry.text());
      }
    }

    assertThat(silent).isEmpty();
  }

  @Test
  void holdNoEntryThatAnotherOneAlwaysCovers() {
    var covered = new Covered(ENTRIES);

    assertThat(ENTRIES).filteredOn(covered::isCovered).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr"})
  void coverEachOfTheTenLanguages(String language) {
    var counts = new HashMap<Concept.Kind, Integer>();
    ENTRIES.stream()
        .filter(entry -> entry.language().equals(language))
        .forEach(entry -> counts.merge(entry.concept().kind(), 1, Integer::sum));

    assertThat(counts.get(Concept.Kind.PROMOTION)).isGreaterThanOrEqualTo(350);
    assertThat(counts.get(Concept.Kind.TOPIC)).isGreaterThanOrEqualTo(500);
  }

  /// Words of offers that agents use as often in allowed replies would only cost false alarms.
  @Test
  void holdNoOfferThatAllowedRepliesMakeMoreOften() {
    var reader = new Reader(new Lexicon(ENTRIES));
    var inAllowed = new HashMap<String, Integer>();
    var inOthers = new HashMap<String, Integer>();
    for (var row : Rows.read(Rows.TRAINING)) {
      var reply = reader.read(row.reply());
      var asked = new Asked(row.request().stream().map(reader::read).toList());
      reply.hits().stream()
          .filter(hit -> hit.concept().kind() == Concept.Kind.PROMOTION && !asked.explains(hit))
          .map(hit -> hit.concept() + " " + reply.tokens().text().written(hit.from(), hit.to()))
          .distinct()
          .forEach(words -> (row.allowed() ? inAllowed : inOthers).merge(words, 1, Integer::sum));
    }
    inAllowed
        .entrySet()
        .removeIf(words ->
            words.getValue() < OFTEN
                || words.getValue() <= inOthers.getOrDefault(words.getKey(), 0));

    assertThat(inAllowed).isEmpty();
  }
}
