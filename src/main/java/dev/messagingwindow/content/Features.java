package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.List;

/// What is the case about a reply, in no language: about the whole of it and about each sentence,
/// because an offer may be one sentence of many.
///
/// @param sentences in their order, at least one
record Features(FeatureSet whole, List<FeatureSet> sentences) {

  static Features of(Reading reply, Asked asked) {
    var sentences = new ArrayList<FeatureSet>();
    for (var sentence : Sentence.of(reply)) {
      sentences.add(new SentenceFeatures(sentence, asked).all());
    }
    return new Features(new WholeFeatures(reply, asked).all(), List.copyOf(sentences));
  }

  /// Whether the rule asks nothing about the reply: see [WholeFeatures#RELATED].
  boolean spares(ContentRule rule) {
    return rule == ContentRule.UNRELATED && whole.has(WholeFeatures.RELATED);
  }
}
