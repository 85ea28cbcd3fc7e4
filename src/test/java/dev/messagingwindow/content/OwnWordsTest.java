package dev.messagingwindow.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messagingwindow.content.OwnPhrase.Meaning;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "COUPON      | MW-####        | It left today, mw-2041 is for you        | mw-2041",
        "COUPON      | MW-####        | It left today, mw-204 is for you         | ",
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
  @ValueSource(strings = {"x", " ", "*", "#*", "a", "& &", "## **", "a b c d e f g h i"})
  void refusesPhrasesThatSayTooLittleOrTooMuch(String phrase) {
    assertThatThrownBy(() -> new OwnPhrase(Meaning.COUPON, phrase))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a phrase has");
  }

  @Test
  void refusesPhrasesThatAreTooLongOrTooMany() {
    assertThatThrownBy(() -> new OwnPhrase(Meaning.COUPON, "x".repeat(61)))
        .hasMessage("a phrase has 2 to 60 characters");
    var phrases = Collections.nCopies(501, new OwnPhrase(Meaning.COUPON, "sunny"));
    assertThatThrownBy(() -> new OwnWords(phrases)).hasMessage("at most 500 phrases");
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
