package dev.messagingwindow.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextSketchTest {

  private static final String ANSWER =
      "Hello Anna, your parcel 4711 has left our warehouse in Hamburg this morning. The carrier"
          + " expects to bring it on Monday, and will write to you an hour before.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Anna     | Dmitri", // another name
        "4711     | 98765432", // another number
        "Hello    | HELLO",
        "Hamburg  | Hämburg",
        "morning. | morning!!!",
        "Monday   | Thursday",
      })
  void takesTextsWithAnotherNameOrNumberForTheSame(String words, String others) {
    assertThat(distance(ANSWER, ANSWER.replace(words, others)))
        .isLessThanOrEqualTo(TextSketch.MAX_DISTANCE);
  }

  @Test
  void tellsAnswersToDifferentQuestionsApart() {
    assertThat(
            distance(
                ANSWER,
                "Hello Anna, we took the charge back this morning. Your bank expects to book the 20"
                    + " EUR within three days, and we are sorry that you had to ask for it twice."))
        .isGreaterThan(TextSketch.MAX_DISTANCE);
  }

  private static int distance(String one, String other) {
    return Long.bitCount(TextSketch.of(one).bits() ^ TextSketch.of(other).bits());
  }
}
