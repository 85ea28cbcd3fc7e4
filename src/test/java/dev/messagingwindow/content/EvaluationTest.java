package dev.messagingwindow.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Guards what was reached on labelled rows whose texts nobody looked at who wrote rules, words or
/// training rows.
class EvaluationTest {

  private final Evaluation evaluation = Evaluation.of(ContentRules.builtIn(), Rows.read(Rows.DEV));

  @Test
  void keepsWhatWasReachedInAll() {
    assertThat(evaluation.all())
        .as(evaluation.table())
        .satisfies(score -> {
          assertThat(score.recall()).isGreaterThanOrEqualTo(0.77);
          assertThat(score.stopped()).isGreaterThanOrEqualTo(0.93);
          assertThat(score.falseRejections()).isLessThanOrEqualTo(0.012);
          assertThat(score.questions()).isLessThanOrEqualTo(0.08);
        });
  }

  @Test
  void keepsWhatWasReachedForPromotionAndAutomation() {
    assertThat(evaluation.promotion().recall()).isGreaterThanOrEqualTo(0.90);
    assertThat(evaluation.promotion().stopped()).isGreaterThanOrEqualTo(0.96);
    assertThat(evaluation.of(ContentRule.AUTOMATED).recall()).isGreaterThanOrEqualTo(0.94);
    assertThat(evaluation.of(ContentRule.AUTOMATED).stopped()).isGreaterThanOrEqualTo(0.98);
  }
}
