package dev.messagingwindow.gate;

import dev.messagingwindow.policy.Rule;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/// One sentence per rule and language, for people; machines read the rule and its facts.
final class ViolationMessages {

  /// Those there are sentences in; English, the first, is for all others.
  static final List<Locale> LANGUAGES =
      Stream.of("en", "de", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr")
          .map(Locale::of)
          .toList();

  private static final String BUNDLE = "dev.messagingwindow.gate.violations";
  private static final ResourceBundle.Control ENGLISH_OTHERWISE =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private ViolationMessages() {}

  static String ofRemedy(Locale locale) {
    return new MessageFormat(
            ResourceBundle.getBundle(BUNDLE, locale, ENGLISH_OTHERWISE).getString("REMEDY"), locale)
        .format(new Object[0]);
  }

  static String of(Rule rule, Map<String, Object> facts, Locale locale) {
    var sentences = ResourceBundle.getBundle(BUNDLE, locale, ENGLISH_OTHERWISE);
    var special = rule.name() + "." + variant(facts);
    var sentence = sentences.getString(sentences.containsKey(special) ? special : rule.name());
    return new MessageFormat(sentence, locale)
        .format(
            new Object[] {
              facts.getOrDefault("limit", ""),
              facts.getOrDefault("actual", ""),
              facts.getOrDefault("count", "")
            });
  }

  /// A right's state, a count of customers, or nothing but the words of the text.
  private static String variant(Map<String, Object> facts) {
    if (facts.get("privateReply") instanceof String state) {
      return state;
    }
    return facts.containsKey("count") ? "BULK" : facts.isEmpty() ? "TEXT" : "";
  }
}
