package dev.messagingwindow.gate;

import dev.messagingwindow.policy.Rule;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/// One sentence per rule and language, for people; machines read the rule and its facts.
final class ViolationMessages {

  private static final String BUNDLE = "dev.messagingwindow.gate.violations";
  private static final ResourceBundle.Control ENGLISH_OTHERWISE =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private ViolationMessages() {}

  static String of(Rule rule, Map<String, Object> facts, Locale locale) {
    var sentences = ResourceBundle.getBundle(BUNDLE, locale, ENGLISH_OTHERWISE);
    var ofPrivateReply = rule.name() + "." + facts.get("privateReply");
    var sentence =
        sentences.getString(sentences.containsKey(ofPrivateReply) ? ofPrivateReply : rule.name());
    return new MessageFormat(sentence, locale)
        .format(new Object[] {facts.getOrDefault("limit", ""), facts.getOrDefault("actual", "")});
  }
}
