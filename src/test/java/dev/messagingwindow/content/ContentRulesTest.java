package dev.messagingwindow.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContentRulesTest {

  private static final Path TRAPS = Path.of("src/test/resources/content/traps.jsonl");
  private static final ContentRules RULES = ContentRules.builtIn();

  @ParameterizedTest
  @MethodSource("allowedTraps")
  void rejectsNothingThatOnlyAnswers(Row row) {
    assertThat(RULES.examine(row.reply(), row.request()))
        .extracting(Finding::severity)
        .doesNotContain(Severity.REJECT);
  }

  static Stream<Row> allowedTraps() {
    return Rows.read(TRAPS).stream().filter(Row::allowed);
  }

  @ParameterizedTest
  @MethodSource("violatingTraps")
  void stopsWhatMetaForbids(Row row) {
    assertThat(RULES.examine(row.reply(), row.request()))
        .extracting(Finding::severity)
        .containsAnyOf(Severity.REJECT, Severity.CONFIRM);
  }

  static Stream<Row> violatingTraps() {
    return Rows.read(TRAPS).stream().filter(row -> !row.allowed());
  }

  @Test
  void showsTheWordsThatDecided() {
    var text = "Ihr Sessel kommt am Freitag. Übrigens: nur heute 20 % Rabatt auf alles!";

    var findings = RULES.examine(text, List.of("Wann kommt mein Sessel?"));

    assertThat(findings)
        .filteredOn(finding -> finding.rule() == ContentRule.DISCOUNT)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.severity()).isEqualTo(Severity.REJECT);
          assertThat(finding.evidence())
              .isNotEmpty()
              .allSatisfy(evidence ->
                  assertThat(text.substring(evidence.start(), evidence.end()))
                      .isEqualTo(evidence.text()))
              .anySatisfy(evidence -> assertThat(evidence.text()).contains("Rabatt"));
        });
  }

  @Test
  void reportsRulesInTheirOrder() {
    var findings =
        RULES.examine(
            "Nur heute 20 % Rabatt mit dem Code SPRING20, jetzt bestellen!", List.of("Hallo"));

    assertThat(findings).extracting(Finding::rule).isSorted().contains(ContentRule.DISCOUNT);
  }

  @Test
  void findsNothingInNothing() {
    assertThat(RULES.examine("", List.of())).isEmpty();
    assertThat(RULES.examine("Ok 👍", List.of())).isEmpty();
  }

  @Test
  void asksNothingAboutRelatednessWithoutARequest() {
    assertThat(RULES.examine("Your dog's vaccination is on Monday at ten.", List.of()))
        .extracting(Finding::rule)
        .doesNotContain(ContentRule.UNRELATED);
  }

  @Test
  void namesLexiconAndModelInItsVersion() {
    assertThat(RULES.version()).matches("2026-11-[0-9a-f]{8}");
  }
}
