package dev.messagingwindow.contentrules;

import dev.messagingwindow.content.OwnPhrase;
import dev.messagingwindow.content.OwnPhrase.Meaning;
import dev.messagingwindow.content.OwnWords;
import dev.messagingwindow.policy.ContentMode;
import dev.messagingwindow.problem.ApiProblem;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The content rules of one channel, as they are read and written.
///
/// @param mode absent means `ENFORCE`
/// @param alwaysPromotion campaigns: `summer madness`
/// @param codePatterns codes: `MAIA-####`
/// @param neverPromotion products and brands that only look like an offer: `Sale & Pepe`
/// @param version the one that was read; absent in a request means whichever it is
@Schema(name = "ContentRules")
record ContentRulesSettings(
    @Nullable ContentMode mode,
    @Nullable List<@Nullable String> alwaysPromotion,
    @Nullable List<@Nullable String> codePatterns,
    @Nullable List<@Nullable String> neverPromotion,
    @Nullable @Min(0) Integer version) {

  static ContentRulesSettings of(ChannelContentRules rules) {
    return new ContentRulesSettings(
        rules.mode(),
        texts(rules.own(), Meaning.ADVERTISING),
        texts(rules.own(), Meaning.COUPON),
        texts(rules.own(), Meaning.HARMLESS),
        rules.version());
  }

  private static List<@Nullable String> texts(OwnWords own, Meaning meaning) {
    return own.phrases().stream()
        .filter(phrase -> phrase.meaning() == meaning)
        .<@Nullable String>map(OwnPhrase::text)
        .toList();
  }

  ContentMode modeOrDefault() {
    return mode == null ? ContentMode.ENFORCE : mode;
  }

  /// @throws ApiProblem `invalid-request`, naming the phrase by its place
  OwnWords own() {
    var phrases = new ArrayList<OwnPhrase>();
    phrases.addAll(phrases("alwaysPromotion", alwaysPromotion, Meaning.ADVERTISING));
    phrases.addAll(phrases("codePatterns", codePatterns, Meaning.COUPON));
    phrases.addAll(phrases("neverPromotion", neverPromotion, Meaning.HARMLESS));
    try {
      return new OwnWords(phrases);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.invalid("body", "has %s in all".formatted(e.getMessage()));
    }
  }

  private static List<OwnPhrase> phrases(
      String field, @Nullable List<@Nullable String> texts, Meaning meaning) {
    var phrases = new ArrayList<OwnPhrase>();
    for (var text : texts == null ? List.<@Nullable String>of() : texts) {
      phrases.add(phrase("%s[%d]".formatted(field, phrases.size()), text, meaning));
    }
    return phrases;
  }

  private static OwnPhrase phrase(String field, @Nullable String text, Meaning meaning) {
    if (text == null) {
      throw ApiProblem.invalid(field, "must be a text");
    }
    try {
      return new OwnPhrase(meaning, text);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.invalid(field, "%s".formatted(e.getMessage()));
    }
  }
}
