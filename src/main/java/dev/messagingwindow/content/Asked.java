package dev.messagingwindow.content;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the customer's messages asked for: the answer to exactly that is no promotion.
final class Asked {

  private static final Map<Concept, Set<Concept>> ANSWERED_BY = new EnumMap<>(Concept.class);

  static {
    answer(
        EnumSet.of(
            Concept.DISCOUNT,
            Concept.SALE_EVENT,
            Concept.PRICE_BAIT,
            Concept.MULTI_BUY,
            Concept.PERCENT,
            Concept.PRICE_CUT,
            Concept.GRATIS,
            Concept.LESS,
            Concept.AMOUNT),
        EnumSet.of(
            Concept.ASKS_PRICE,
            Concept.ASKS_DISCOUNT,
            Concept.ASKS_CODE,
            Concept.ASKS_COMPENSATION,
            Concept.DISCOUNT,
            Concept.SALE_EVENT,
            Concept.MULTI_BUY,
            Concept.PRICE_BAIT,
            Concept.COUPON,
            Concept.CODE_CUE,
            Concept.CODE_WORD,
            Concept.PERCENT));
    answer(
        EnumSet.of(
            Concept.COUPON,
            Concept.CODE_CUE,
            Concept.STORE_CREDIT,
            Concept.CODE_TOKEN,
            Concept.CAPITALS,
            Concept.QUOTED,
            Concept.SPEND,
            Concept.GIFT),
        EnumSet.of(
            Concept.ASKS_CODE,
            Concept.ASKS_DISCOUNT,
            Concept.ASKS_COMPENSATION,
            Concept.ASKS_POINTS,
            Concept.COUPON,
            Concept.CODE_CUE,
            Concept.CODE_WORD,
            Concept.STORE_CREDIT,
            Concept.GIFT));
    answer(
        EnumSet.of(Concept.LOYALTY, Concept.REFERRAL),
        EnumSet.of(Concept.ASKS_POINTS, Concept.LOYALTY, Concept.REFERRAL));
    answer(
        EnumSet.of(
            Concept.NOVELTY,
            Concept.DISCOVER,
            Concept.CROSS_SELL,
            Concept.UPSELL,
            Concept.HYPE,
            Concept.BUY_NOW,
            Concept.EXCLUSIVE,
            Concept.URGENCY),
        EnumSet.of(
            Concept.ASKS_RECOMMENDATION,
            Concept.ASKS_NEWS,
            Concept.ASKS_PRICE,
            Concept.NOVELTY,
            Concept.DISCOVER,
            Concept.UPSELL));
    answer(
        EnumSet.of(Concept.SUBSCRIBE, Concept.SURVEY, Concept.LINK, Concept.PROMO_LINK),
        EnumSet.of(Concept.ASKS_SUBSCRIBE, Concept.SUBSCRIBE, Concept.SURVEY));
    answer(
        EnumSet.of(Concept.EVENT_INVITE, Concept.GIVEAWAY, Concept.TRIAL),
        EnumSet.of(Concept.ASKS_NEWS, Concept.EVENT_INVITE, Concept.GIVEAWAY, Concept.TRIAL));
  }

  private final Set<Concept> concepts = EnumSet.noneOf(Concept.class);
  private final Set<String> words = new HashSet<>();
  private final Set<String> stems = new HashSet<>();
  private final boolean onRecord;

  Asked(List<Reading> request) {
    onRecord = !request.isEmpty();
    for (var message : request) {
      concepts.addAll(message.concepts());
      var common = new HashSet<String>();
      message.hitsOf(Concept.COMMON).forEach(hit -> common.add(hit.word()));
      for (var token : message.tokens().all()) {
        words.add(token.text());
        if (!common.contains(token.text())) {
          stems.add(stem(token.text()));
        }
      }
    }
  }

  private static void answer(Set<Concept> answers, Set<Concept> questions) {
    for (var answer : answers) {
      ANSWERED_BY.put(answer, questions);
    }
  }

  /// Whether a hit of the reply answers a question, or takes up the customer's own words.
  boolean explains(Hit hit) {
    if (concepts.contains(hit.concept()) && hit.concept().kind() == Concept.Kind.PROMOTION) {
      return true;
    }
    var questions = ANSWERED_BY.getOrDefault(hit.concept(), Set.of());
    return questions.stream().anyMatch(concepts::contains) || words.contains(hit.word());
  }

  /// Whether any message of the customer is known.
  boolean isOnRecord() {
    return onRecord;
  }

  boolean has(Concept concept) {
    return concepts.contains(concept);
  }

  Set<Concept> concepts() {
    return concepts;
  }

  /// Whether the customer speaks of a bot or an automatic message.
  boolean isAboutAutomation() {
    return concepts.stream().anyMatch(concept -> concept.kind() == Concept.Kind.AUTOMATION);
  }

  /// Whether the customer used this very word or number.
  boolean quotes(String word) {
    return words.contains(word);
  }

  /// Whether the customer used a word that begins alike, and is not one that everybody uses.
  boolean mentions(String word) {
    return stems.contains(stem(word));
  }

  private static String stem(String word) {
    return word.substring(0, Math.min(word.length(), 6));
  }
}
