package dev.messagingwindow.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Without this a `Covered` that finds nothing would let every entry into the lexicon.
class CoveredTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de prefix rabatt | de word rabattaktion            | true",
        "de prefix rabatt | de word rabatt                  | true",
        "de prefix rabatt | de prefix rabatta               | true",
        "de prefix rabatt | de prefix raba                  | false", // matches more
        "de prefix rabatt | de word superrabatt             | false", // only at the beginning
        "de infix rabatt  | de word superrabatt             | true",
        "de infix rabatt  | de prefix superrabatt           | true",
        "de infix rabatt  | de infix superrabatt            | true",
        "de infix rabatt  | de infix abatt                  | false",
        "de word rabatt   | de word rabattaktion            | false",
        "de prefix rabatt | nl word rabattaktion            | false", // reviewed by another speaker
        "de prefix rabatt | de word rabattaktion percent    | true",
        "de prefix rabatt percent | de word rabattaktion percent    | true",
        "de prefix rabatt percent | de word rabattaktion            | false", // counts more often
        "de prefix rabatt percent | de word rabattaktion amount     | false",
        "de prefix rabatt | de phrase rabattaktion          | false",
      })
  void tellsWhetherAnotherEntryAlwaysMatchesToo(String entry, String other, boolean covered) {
    assertThat(new Covered(List.of(entry(entry), entry(other))).isCovered(entry(other)))
        .isEqualTo(covered);
  }

  @Test
  void noEntryCoversItself() {
    for (var entry : List.of("de word rabatt", "de prefix rabatt", "de infix rabatt")) {
      assertThat(new Covered(List.of(entry(entry))).isCovered(entry(entry))).as(entry).isFalse();
    }
  }

  @Test
  void noEntryCoversOneOfAnotherConcept() {
    var hype = new LexiconFiles().parse(Concept.HYPE, "de\tprefix\trabatt");

    assertThat(new Covered(hype).isCovered(entry("de word rabattaktion"))).isFalse();
  }

  /// @param words language, form, text and perhaps a lock
  private static LexiconEntry entry(String words) {
    return new LexiconFiles().parse(Concept.DISCOUNT, words.replace(' ', '\t')).getFirst();
  }
}
