package dev.messagingwindow.content;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which concepts are alike when two of them meet in one sentence: pairs of single concepts would
/// be too rare to learn from.
final class Groups {

  /// What an offer is made of.
  static final Set<Concept> OFFERS = EnumSet.noneOf(Concept.class);

  private static final Map<Concept, String> NAMES = new EnumMap<>(Concept.class);

  static {
    OFFERS.addAll(Concept.of(Concept.Kind.PROMOTION));
    OFFERS.addAll(
        EnumSet.of(
            Concept.GRATIS,
            Concept.LESS,
            Concept.SPEND,
            Concept.PERCENT,
            Concept.AMOUNT,
            Concept.PRICE_CUT,
            Concept.CODE_TOKEN,
            Concept.CAPITALS,
            Concept.QUOTED,
            Concept.LINK,
            Concept.PROMO_LINK));
    OFFERS.forEach(concept -> name(concept.toString(), concept));
    for (var kind : EnumSet.of(Concept.Kind.SERVICE, Concept.Kind.CUE, Concept.Kind.AUTOMATION)) {
      Concept.of(kind).forEach(concept -> name(concept.toString(), concept));
    }
    NAMES.remove(Concept.ANSWER);
    NAMES.remove(Concept.TIME);
    name("discount", Concept.SALE_EVENT, Concept.PRICE_BAIT, Concept.MULTI_BUY, Concept.PRICE_CUT);
    name("coupon", Concept.STORE_CREDIT);
    name("code", Concept.CODE_TOKEN, Concept.CODE_CUE);
    name("product", Concept.DISCOVER, Concept.NOVELTY);
    name("more", Concept.UPSELL, Concept.CROSS_SELL);
    name("bonus", Concept.LOYALTY, Concept.REFERRAL);
    name("praise", Concept.EXCLUSIVE, Concept.HYPE);
    name("exclaim", Concept.EXCLAIM);
    name("promo-emoji", Concept.PROMO_EMOJI);
  }

  private Groups() {}

  private static void name(String group, Concept... concepts) {
    for (var concept : concepts) {
      NAMES.put(concept, group);
    }
  }

  /// Null for a concept that says nothing in company.
  static @Nullable String of(Concept concept) {
    return NAMES.get(concept);
  }
}
