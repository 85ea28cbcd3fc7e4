package dev.messagingwindow.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messagingwindow.content.OwnPhrase.Meaning;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnWordsTest {

  private static final ContentRules RULES = ContentRules.builtIn();
  private static final List<String> REQUEST = List.of("Where is my parcel?");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ADVERTISING | Blue Weeks     | It left today. blue  weeks start soon    | blue  weeks",
        "ADVERTISING | Früh-Bucher*   | Es ging raus. Frühbucher-Tage sind da    | ",
        "ADVERTISING | frühbuch*      | Es ging raus. FRUHBUCHERTAGE sind da     | FRUHBUCHERTAGE",
        "ADVERTISING | frühbuch*      | Es ging raus. Denk an: Frühbuch          | Frühbuch",
        "COUPON      | MW-####        | It left today, mw-2041 is for you        | mw-2041",
        "COUPON      | MW-####        | It left today, mw-204 is for you         | ",
        "COUPON      | MW-####        | It left today, mw-20b1 is for you        | ", // a letter
        "COUPON      | hey*42         | It left today. HEYTHERE42                | HEYTHERE42",
      })
  void rejectsWhatAContactCentreCallsItsPromotion(
      Meaning meaning, String phrase, String text, String place) {
    var findings = RULES.examine(text, REQUEST, own(meaning, phrase));

    assertThat(findings)
        .filteredOn(found -> found.confidence() == 1 && found.severity() == Severity.REJECT)
        .filteredOn(found -> found.rule().name().equals(meaning.name()))
        .flatExtracting(Finding::evidence)
        .extracting(Evidence::text)
        .isEqualTo(place == null ? List.of() : List.of(place));
  }

  @Test
  void findsNothingInWhatAContactCentreCallsHarmless() {
    var text = "It left today. Half Price Discount Sale & Pepe Outlet!";

    assertThat(RULES.examine(text, REQUEST)).isNotEmpty();
    assertThat(
            RULES.examine(
                text, REQUEST, own(Meaning.HARMLESS, "Half Price Discount Sale & Pepe Outlet")))
        .isEmpty();
  }

  @Test
  void takesHarmlessWordsOutOfNothingButTheirPlace() {
    var text = "It left today. Sale & Pepe: 20 % off everything with code SPRING20, shop now!";

    assertThat(RULES.examine(text, REQUEST, own(Meaning.HARMLESS, "Sale & Pepe")))
        .extracting(Finding::severity)
        .contains(Severity.REJECT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x                                            | 2 to 60 characters",
        "' '                                          | 2 to 60 characters",
        "*                                            | 2 to 60 characters",
        "& &                                          | 1 to 8 words",
        "one two three four five six seven eight nine | 1 to 8 words",
        "#*                                           | a word with at least 2 letters or digits of its own",
        "## **                                        | a word with at least 2 letters or digits of its own",
        "a*                                           | a word with at least 2 letters or digits of its own",
        "a b c                                        | a word with at least 2 letters or digits of its own",
      })
  void refusesPhrasesThatSayTooLittleOrTooMuch(String phrase, String why) {
    assertThatThrownBy(() -> new OwnPhrase(Meaning.COUPON, phrase))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a phrase has " + why);
  }

  @Test
  void refusesPhrasesThatAreTooLongOrTooMany() {
    assertThatThrownBy(() -> new OwnPhrase(Meaning.COUPON, "x".repeat(61)))
        .hasMessage("a phrase has 2 to 60 characters");
    var phrases = Collections.nCopies(501, new OwnPhrase(Meaning.COUPON, "sunny"));
    assertThatThrownBy(() -> new OwnWords(phrases)).hasMessage("at most 500 phrases");
  }

  @Test
  void takesPhrasesUpToTheLimits() {
    var longest = new OwnPhrase(Meaning.COUPON, "x".repeat(60));
    var mostWords = new OwnPhrase(Meaning.COUPON, "one two three four five six seven eight");

    var own = new OwnWords(Collections.nCopies(500, longest));

    assertThat(own.phrases()).hasSize(500);
    assertThat(mostWords.words()).hasSize(8);
  }

  /// Such a pattern makes a backtracking expression try more ways than there are atoms.
  @Test
  void matchesWildcardsWithoutTryingEveryWay() {
    var word = "a".repeat(10_000);

    assertThat(new WordPattern("a*".repeat(29) + "b").matches(word)).isFalse();
    assertThat(new WordPattern("a*".repeat(29)).matches(word)).isTrue();
  }

  private static OwnWords own(Meaning meaning, String phrase) {
    return new OwnWords(List.of(new OwnPhrase(meaning, phrase)));
  }
}
