package dev.messagingwindow.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.policy.Rule;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ViolationMessagesTest {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

  static List<Locale> languages() {
    return ViolationMessages.LANGUAGES;
  }

  @Test
  void speaksTenLanguages() {
    assertThat(languages())
        .extracting(Locale::getLanguage)
        .containsExactlyInAnyOrder("de", "en", "es", "fr", "it", "pt", "nl", "pl", "tr", "ru");
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyLanguageHasEverySentence(Locale language) throws IOException {
    var english = sentences(Locale.ENGLISH);

    assertThat(sentences(language).keySet()).isEqualTo(english.keySet());
    assertThat(english.keySet()).containsAll(Stream.of(Rule.values()).map(Rule::name).toList());
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everySentenceNamesTheSameNumbersAndLosesNoApostrophe(Locale language) throws IOException {
    var english = sentences(Locale.ENGLISH);

    for (var sentence : sentences(language).entrySet()) {
      var text = sentence.getValue().toString();
      assertThat(text.replace("''", "")).as(text).isNotBlank().doesNotContain("'");
      assertThat(placeholders(text))
          .as(text)
          .isEqualTo(placeholders(english.get(sentence.getKey()).toString()));
    }
  }

  @ParameterizedTest
  @MethodSource("languages")
  void noTwoLanguagesShareASentence(Locale language) throws IOException {
    var others = new HashSet<Object>();
    for (var other : languages()) {
      if (!other.equals(language)) {
        others.addAll(sentences(other).values());
      }
    }

    assertThat(sentences(language).values()).doesNotContainAnyElementsOf(others);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pt-BR | Após 24 horas não se podem oferecer descontos.",
        "fr    | Après 24 heures, aucune remise ne peut être proposée.",
        "ja    | Discounts may not be offered after 24 hours.", // as good as any other
      })
  void fallsBackFromCountryToLanguageToEnglish(String tag, String sentence) {
    assertThat(ViolationMessages.of(Rule.DISCOUNT, Map.of(), Locale.forLanguageTag(tag)))
        .isEqualTo(sentence);
  }

  @Test
  void saysWhichKindOfAutomationItIs() {
    assertThat(
            List.of(
                ViolationMessages.of(
                    Rule.AUTOMATED, Map.of("standardClosedAt", "2026-09-22"), Locale.ENGLISH),
                ViolationMessages.of(Rule.AUTOMATED, Map.of(), Locale.ENGLISH),
                ViolationMessages.of(
                    Rule.AUTOMATED, Map.of("count", 51, "limit", 50), Locale.ENGLISH),
                ViolationMessages.of(
                    Rule.AUTOMATED, Map.of("privateReply", "OPEN"), Locale.ENGLISH)))
        .containsExactly(
            "After 24 hours only a human may answer.",
            "This text reads as if nobody had written it by hand: after 24 hours only a human may"
                + " answer.",
            "Nearly the same text to 51 customers within ten minutes: after 24 hours, more than 50"
                + " is no personal answer.",
            "Only a human may answer a comment or post in private.");
  }

  private static Set<String> placeholders(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .map(found -> found.group())
        .collect(Collectors.toSet());
  }

  private static Properties sentences(Locale language) throws IOException {
    var suffix = language.equals(Locale.ENGLISH) ? "" : "_" + language.getLanguage();
    var sentences = new Properties();
    try (var file =
        ViolationMessages.class.getResourceAsStream("violations" + suffix + ".properties")) {
      assertThat(file).as(suffix).isNotNull();
      sentences.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    }
    return sentences;
  }
}
