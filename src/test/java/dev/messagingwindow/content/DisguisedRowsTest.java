package dev.messagingwindow.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Writes the words of offers that are found when plain as people do who want them not to be found.
class DisguisedRowsTest {

  private static final ContentRules RULES = ContentRules.builtIn();
  private static final Lexicon LEXICON = new Lexicon(LexiconFiles.read());
  private static final int EVERY = 3;

  private static final Map<String, UnaryOperator<String>> WAYS =
      Map.of(
          "spaced", word -> String.join(" ", word.split("")),
          "dotted", word -> String.join(".", word.split("")),
          "leet", word -> replace(word, "aeios", "4310$"),
          "zero width", word -> String.join("\u200B", word.split("")),
          "look-alike", word -> replace(word, "aceopx", "асеорх"),
          "repeated", word -> word.replaceFirst("([\\p{L}])", "$1$1$1"),
          "split", word -> word.substring(0, 2) + " " + word.substring(2),
          "full width", word -> fullWidth(word),
          "capitals", word -> word.toUpperCase(Locale.ROOT));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spaced",
        "dotted",
        "leet",
        "zero width",
        "look-alike",
        "repeated",
        "split",
        "full width",
        "capitals",
      })
  void areStoppedAsOftenAsPlainOnes(String way) {
    var tried = 0;
    var stopped = 0;
    for (var row : plain()) {
      var disguised = disguised(row.reply(), WAYS.get(way));
      if (!disguised.equals(row.reply())) {
        tried++;
        stopped += RULES.examine(disguised, row.request()).isEmpty() ? 0 : 1;
      }
    }

    assertThat(tried).isGreaterThan(100);
    assertThat((double) stopped / tried).as("%d of %d", stopped, tried).isGreaterThan(0.9);
  }

  private static List<Row> plain() {
    var rows = Rows.read(Rows.TRAINING);
    return rows.stream()
        .filter(row -> Math.floorMod(row.id().hashCode(), EVERY) == 0)
        .filter(row ->
            row.violations().contains(ContentRule.DISCOUNT)
                || row.violations().contains(ContentRule.COUPON))
        .filter(row -> !RULES.examine(row.reply(), row.request()).isEmpty())
        .toList();
  }

  private static String disguised(String text, UnaryOperator<String> way) {
    var disguised = new StringBuilder();
    var end = 0;
    for (var token : Tokens.of(text).all()) {
      var tokens = Tokens.of(text).text();
      if (token.is(Token.Kind.WORD)
          && token.text().length() >= 5
          && LEXICON.isWorthDisguising(token.text())) {
        disguised
            .append(text, end, tokens.start(token.from()))
            .append(way.apply(tokens.written(token.from(), token.to())));
        end = tokens.end(token.to() - 1);
      }
    }
    return disguised.append(text.substring(end)).toString();
  }

  private static String replace(String word, String letters, String others) {
    var replaced = word;
    for (var i = 0; i < letters.length(); i++) {
      replaced = replaced.replace(letters.charAt(i), others.charAt(i));
    }
    return replaced;
  }

  private static String fullWidth(String word) {
    var wide = new StringBuilder();
    word.chars()
        .forEach(
            letter -> wide.append((char) (letter > 32 && letter < 127 ? letter + 0xFEE0 : letter)));
    return wide.toString();
  }
}
