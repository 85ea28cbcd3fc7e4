package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What is the case about one sentence of a reply:
///
/// - `new:c`, `asked:c` – it offers, and the customer's messages do not or do explain it
/// - `says:c` – any other concept
/// - `pair:g+h` – two groups of concepts, neither explained
/// - `bare:g` – nothing of an answer beside it; `last:g`, `first:g` – in that sentence of several;
///   `apart:g` – the customer asked about nothing in the sentence
/// - `many:n` – at least n kinds of promotion
/// - `link:…` – whether it is about what the customer wrote
/// - `word:…` – how its words begin; `later:…` – those of any sentence but the first
final class SentenceFeatures {

  private static final int WORD = 5;
  private static final int LONGER_WORD = 5;
  private static final int[] LENGTHS = {3, 6, 10, 16};

  private final Sentence sentence;
  private final Asked asked;
  private final FeatureSet features = new FeatureSet();

  private final Map<String, List<Hit>> groups = new TreeMap<>();
  private final Set<Concept> promotion = EnumSet.noneOf(Concept.class);
  private final Set<Concept> topics = EnumSet.noneOf(Concept.class);
  private boolean answers;

  SentenceFeatures(Sentence sentence, Asked asked) {
    this.sentence = sentence;
    this.asked = asked;
  }

  FeatureSet all() {
    sentence.hits().forEach(this::concept);
    pairs();
    place();
    link();
    form();
    words();
    return features;
  }

  private void concept(Hit hit) {
    var concept = hit.concept();
    if (concept == Concept.COMMON) {
      return;
    }
    if (Groups.OFFERS.contains(concept)) {
      if (asked.explains(hit)) {
        features.add(concept.in("asked:"), hit);
        return;
      }
      features.add(concept.in("new:"), hit);
      if (concept.kind() == Concept.Kind.PROMOTION) {
        promotion.add(concept);
      }
    } else if (concept.kind() == Concept.Kind.TOPIC) {
      topics.add(concept);
    } else if (concept.kind() == Concept.Kind.AUTOMATION && asked.isAboutAutomation()) {
      features.add(concept.in("asked:"), hit);
      return;
    } else {
      features.add(concept.in("says:"), hit);
      answers |= concept.kind() == Concept.Kind.SERVICE && concept != Concept.ANSWER;
    }
    var group = Groups.of(concept);
    if (group != null) {
      groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(hit);
    }
  }

  private void pairs() {
    var all = List.copyOf(groups.entrySet());
    for (var one = 0; one < all.size(); one++) {
      for (var other = one + 1; other < all.size(); other++) {
        var name = "pair:" + all.get(one).getKey() + "+" + all.get(other).getKey();
        features.add(name, all.get(one).getValue());
        features.add(name, all.get(other).getValue());
      }
    }
    for (var count = 1; count <= Math.min(promotion.size(), 4); count++) {
      features.add("many:" + count);
    }
  }

  private void place() {
    if (!answers) {
      features.add("bare");
      groups.forEach((group, hits) -> features.add("bare:" + group, hits));
    }
    if (sentence.count() == 1) {
      return;
    }
    features.add("one-of-several");
    if (sentence.isLast()) {
      features.add("last");
      groups.forEach((group, hits) -> features.add("last:" + group, hits));
    }
    if (sentence.place() == 0) {
      features.add("first");
      groups.forEach((group, hits) -> features.add("first:" + group, hits));
    }
  }

  private void link() {
    var words = new HashSet<String>();
    var number = false;
    for (var token : sentence.tokens()) {
      if (token.text().length() >= LONGER_WORD && asked.mentions(token.text())) {
        words.add(token.text());
      }
      number |= token.text().chars().anyMatch(Character::isDigit) && asked.quotes(token.text());
    }
    var shared = topics.stream().anyMatch(asked::has);
    if (!words.isEmpty()) {
      features.add("link:word");
    }
    if (shared) {
      features.add("link:topic");
    }
    if (number) {
      features.add("link:number");
    }
    if (words.isEmpty() && !shared) {
      features.add("link:none");
      groups.forEach((group, hits) -> features.add("apart:" + group, hits));
      if (!topics.isEmpty()) {
        features.add("link:other-topic");
        if (topics.stream().noneMatch(sentence.earlierTopics()::contains)) {
          features.add("link:new-topic");
        }
      }
    }
  }

  private void form() {
    if (sentence.end().indexOf('?') >= 0) {
      features.add("asks");
      if (!features.has("says:ask-details") && !features.has("says:closing")) {
        features.add("asks-else");
      }
    }
    if (sentence.end().indexOf('!') >= 0) {
      features.add("calls");
    }
    for (var length : LENGTHS) {
      if (sentence.tokens().size() >= length) {
        features.add("length:" + length);
      }
    }
    if (sentence.tokens().stream().anyMatch(token -> token.is(Token.Kind.NUMBER))) {
      features.add("number");
    }
  }

  private void words() {
    for (var token : sentence.tokens()) {
      if (token.is(Token.Kind.WORD) && !Character.isDigit(token.text().charAt(0))) {
        var begin = begin(token);
        var hit = at(token);
        features.add("word:" + begin, hit);
        if (sentence.place() > 0) {
          features.add("later:" + begin, hit);
        }
      }
    }
    if (!sentence.tokens().isEmpty() && sentence.tokens().getFirst().is(Token.Kind.WORD)) {
      features.add("begins:" + begin(sentence.tokens().getFirst()));
    }
  }

  private static Hit at(Token token) {
    return new Hit(Concept.PLAIN_WORD, token.sentence(), token.from(), token.to(), token.text());
  }

  private static String begin(Token token) {
    return token.text().substring(0, Math.min(WORD, token.text().length()));
  }
}
