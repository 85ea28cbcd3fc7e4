package dev.messagingwindow.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {

  private static final Path CONTENT = Path.of("src/test/resources/content");
  private static final List<Row> TRAINING = Rows.read(Rows.TRAINING);

  @Test
  void areSixThousandOrMoreAndNoneTwice() {
    assertThat(TRAINING).hasSizeGreaterThanOrEqualTo(6_000);
    assertThat(TRAINING).extracting(Row::id).doesNotHaveDuplicates();
    assertThat(TRAINING).extracting(RowsTest::words).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr"})
  void areThereInEachOfTheTenLanguages(String language) {
    var rows = TRAINING.stream().filter(row -> row.lang().equals(language)).toList();

    assertThat(rows).hasSizeGreaterThanOrEqualTo(500);
    assertThat(rows).filteredOn(row -> !row.allowed()).hasSizeGreaterThanOrEqualTo(200);
  }

  @Test
  void areOfTheTwentyFamilies() {
    assertThat(TRAINING)
        .extracting(Row::family)
        .contains(
            "parcels",
            "fashion",
            "telecom",
            "bank",
            "travel",
            "hotel",
            "doctor",
            "car",
            "gym",
            "energy",
            "insurance",
            "events",
            "cosmetics",
            "pets",
            "courses",
            "games",
            "customs",
            "housing",
            "software",
            "food");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.jsonl",
        "set-aside.jsonl",
        "second-set-aside.jsonl",
        "third-set-aside.jsonl",
        "traps.jsonl"
      })
  void holdNoReplyOfAJudge(String judge) {
    var judged =
        Rows.read(CONTENT.resolve(judge)).stream()
            .map(row -> words(List.of(row.reply())))
            .collect(Collectors.toSet());

    assertThat(judged).isNotEmpty();
    assertThat(TRAINING)
        .filteredOn(row -> judged.contains(words(List.of(row.reply()))))
        .as("by their ids, for a judge's texts must not end in a log")
        .extracting(Row::id)
        .isEmpty();
  }

  private static String words(Row row) {
    return words(Stream.concat(row.customerMessages().stream(), Stream.of(row.reply())).toList());
  }

  /// Whatever their case, accents and marks.
  private static String words(List<String> texts) {
    return texts.stream()
        .flatMap(text -> Tokens.words(text).stream())
        .collect(Collectors.joining(" "));
  }
}
