package dev.messagingwindow.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainerTest {

  private static final List<LexiconEntry> LEXICON =
      new LexiconFiles().parse(Concept.DISCOUNT, "en\tword\tdiscount\nen\tword\trebate");

  private final Reader reader = new Reader(new Lexicon(LEXICON));

  @Test
  void makesTheSameBytesOfTheSameRows() {
    assertThat(new Trainer(reader, rows()).model()).isEqualTo(new Trainer(reader, rows()).model());
  }

  /// Whoever changes rows, lexicon or features runs the trainer.
  @Test
  void madeTheModelThatIsInTheRepository() {
    var trainer =
        new Trainer(new Reader(new Lexicon(LexiconFiles.read())), Rows.read(Rows.TRAINING));

    assertThat(trainer.model()).isEqualTo(Model.text());
  }

  @Test
  void learnsWhatTellsTheRowsApart() {
    var model = Model.parse(new Trainer(reader, rows()).model());

    assertThat(model.weight(ContentRule.DISCOUNT, "new:discount"))
        .isGreaterThan(model.weight(ContentRule.DISCOUNT, "asked:discount") + 1);
    assertThat(discount(model, "Where is it?"))
        .isGreaterThan(discount(model, "Which discount do I get?"));
  }

  private double discount(Model model, String asked) {
    return model.scores(features(asked)).get(ContentRule.DISCOUNT).probability();
  }

  private Features features(String asked) {
    return Features.of(
        reader.read("A discount of this week"), new Asked(List.of(reader.read(asked))));
  }

  private static List<Row> rows() {
    var rows = new ArrayList<Row>();
    for (var i = 0; i < 60; i++) {
      rows.add(row(i, "Where is it?", "A discount of this week", ContentRule.DISCOUNT));
      rows.add(row(i, "Which discount do I get?", "A discount of this week", null));
      rows.add(row(i, "Where is it?", "It left today", null));
    }
    return rows;
  }

  private static Row row(int family, String asked, String reply, ContentRule rule) {
    return new Row(
        family + asked,
        "en",
        "family-" + family,
        "human",
        List.of(asked),
        reply,
        rule == null,
        rule == null ? Set.of() : Set.of(rule));
  }
}
