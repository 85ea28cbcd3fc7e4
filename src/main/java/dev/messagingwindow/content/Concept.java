package dev.messagingwindow.content;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What words can be about, in whatever language. Its name in lower case with hyphens is the name
/// of its lexicon file, of its features and in locks.
enum Concept {
  DISCOUNT(Kind.PROMOTION),
  SALE_EVENT(Kind.PROMOTION),
  COUPON(Kind.PROMOTION),
  CODE_CUE(Kind.PROMOTION),
  STORE_CREDIT(Kind.PROMOTION),
  GIFT(Kind.PROMOTION),
  MULTI_BUY(Kind.PROMOTION),
  PRICE_BAIT(Kind.PROMOTION),
  URGENCY(Kind.PROMOTION),
  BUY_NOW(Kind.PROMOTION),
  NOVELTY(Kind.PROMOTION),
  DISCOVER(Kind.PROMOTION),
  UPSELL(Kind.PROMOTION),
  CROSS_SELL(Kind.PROMOTION),
  LOYALTY(Kind.PROMOTION),
  REFERRAL(Kind.PROMOTION),
  SURVEY(Kind.PROMOTION),
  SUBSCRIBE(Kind.PROMOTION),
  GIVEAWAY(Kind.PROMOTION),
  TRIAL(Kind.PROMOTION),
  EXCLUSIVE(Kind.PROMOTION),
  HYPE(Kind.PROMOTION),
  EVENT_INVITE(Kind.PROMOTION),

  /// What comes without being asked for is often introduced: by the way.
  ASIDE(Kind.CUE),
  /// Bound to something that the customer shall do: if you order.
  CONDITION(Kind.CUE),
  NEXT_PURCHASE(Kind.CUE),
  RECOMMEND(Kind.CUE),
  /// Next to a word in capitals, a code without digits.
  CODE_WORD(Kind.CUE),
  /// Free, half, cheaper: offers say it, and refunds.
  GRATIS(Kind.CUE),
  /// Companies say `our` when they sell, and `your` when they answer.
  OURS(Kind.CUE),
  NEW(Kind.CUE),
  EVERY(Kind.CUE),
  YOU_GET(Kind.CUE),
  ALSO(Kind.CUE),
  IF(Kind.CUE),
  NOW(Kind.CUE),
  PERIOD(Kind.CUE),
  FIRST(Kind.CUE),
  /// A third, half.
  FRACTION(Kind.CUE),
  /// 89 instead of 119.
  INSTEAD_OF(Kind.CUE),
  /// What a customer would do: buy, book, bring somebody, stay.
  TAKE(Kind.CUE),
  /// Cheaper, reduce, waive: what is done to a price, and to a bill that was wrong.
  LESS(Kind.CUE),
  /// Redeem, spend, on your account.
  SPEND(Kind.CUE),
  NEXT(Kind.CUE),
  /// Christmas, summer: what campaigns are named after.
  SEASON(Kind.CUE),
  /// Days, months, hours.
  TIME(Kind.CUE),
  /// Somebody is addressed, or spoken of, by name.
  NAMED(Kind.CUE),

  BOT_SELF(Kind.AUTOMATION),
  AUTO_REPLY(Kind.AUTOMATION),
  MENU(Kind.AUTOMATION),
  ABSENCE(Kind.AUTOMATION),
  TICKET_RECEIPT(Kind.AUTOMATION),
  NO_REPLY(Kind.AUTOMATION),

  REFUND(Kind.SERVICE),
  REPLACEMENT(Kind.SERVICE),
  APOLOGY(Kind.SERVICE),
  CORRECTION(Kind.SERVICE),
  STATUS(Kind.SERVICE),
  ASK_DETAILS(Kind.SERVICE),
  WAIT(Kind.SERVICE),
  CLOSING(Kind.SERVICE),
  /// How answers begin: yes, sorry, done.
  ANSWER(Kind.SERVICE),

  ASKS_PRICE(Kind.ASKED),
  ASKS_DISCOUNT(Kind.ASKED),
  ASKS_CODE(Kind.ASKED),
  ASKS_POINTS(Kind.ASKED),
  ASKS_COMPENSATION(Kind.ASKED),
  ASKS_RECOMMENDATION(Kind.ASKED),
  ASKS_CANCEL(Kind.ASKED),
  ASKS_NEWS(Kind.ASKED),
  ASKS_SUBSCRIBE(Kind.ASKED),
  ASKS_WHEN(Kind.ASKED),
  ASKS_WHERE(Kind.ASKED),
  COMPLAINS(Kind.ASKED),

  DELIVERY(Kind.TOPIC),
  RETURNS(Kind.TOPIC),
  PAYMENT(Kind.TOPIC),
  INVOICE(Kind.TOPIC),
  ORDER(Kind.TOPIC),
  SIZE_COLOUR(Kind.TOPIC),
  DEFECT(Kind.TOPIC),
  REPAIR(Kind.TOPIC),
  ACCOUNT(Kind.TOPIC),
  CONTRACT(Kind.TOPIC),
  CANCELLATION(Kind.TOPIC),
  APPOINTMENT(Kind.TOPIC),
  BOOKING(Kind.TOPIC),
  // trades, up to KIDS
  FLIGHT_TRAIN(Kind.TOPIC),
  HOTEL(Kind.TOPIC),
  FOOD(Kind.TOPIC),
  MEDICAL(Kind.TOPIC),
  VEHICLE(Kind.TOPIC),
  GYM(Kind.TOPIC),
  ENERGY(Kind.TOPIC),
  INSURANCE(Kind.TOPIC),
  EVENT_TICKET(Kind.TOPIC),
  COSMETICS(Kind.TOPIC),
  PETS(Kind.TOPIC),
  COURSE(Kind.TOPIC),
  GAME(Kind.TOPIC),
  CUSTOMS(Kind.TOPIC),
  HOUSING(Kind.TOPIC),
  SOFTWARE(Kind.TOPIC),
  TELECOM(Kind.TOPIC),
  BANK(Kind.TOPIC),
  JEWELLERY(Kind.TOPIC),
  FURNITURE(Kind.TOPIC),
  CLOTHING(Kind.TOPIC),
  ELECTRONICS(Kind.TOPIC),
  LEGAL(Kind.TOPIC),
  SCHOOL(Kind.TOPIC),
  BUILDING(Kind.TOPIC),
  OFFICE(Kind.TOPIC),
  SPORT(Kind.TOPIC),
  GARDEN(Kind.TOPIC),
  CULTURE(Kind.TOPIC),
  KIDS(Kind.TOPIC),

  PRIVATE(Kind.FOREIGN),
  CHIT_CHAT(Kind.FOREIGN),
  JOB(Kind.FOREIGN),
  /// What staff write to each other.
  COLLEAGUE(Kind.FOREIGN),
  /// News, religion, horoscopes, miracle cures.
  WORLD(Kind.FOREIGN),

  /// Today, please, your: what both may say, whatever the matter.
  COMMON(Kind.COMMON),

  /// A number in words: twenty.
  NUMBER(Kind.MEASURE),
  /// 20 %, 20 percent.
  PERCENT(Kind.MEASURE),
  /// An amount of money.
  AMOUNT(Kind.MEASURE),
  /// A price or percentage with a minus before it.
  PRICE_CUT(Kind.DETECTED),
  /// SPRING10.
  CODE_TOKEN(Kind.DETECTED),
  /// A word in capitals among others that are not.
  CAPITALS(Kind.DETECTED),
  /// A word in quotation marks.
  QUOTED(Kind.DETECTED),
  LINK(Kind.DETECTED),
  /// A link with a campaign's parameters, or through a shortener.
  PROMO_LINK(Kind.DETECTED),
  /// A mark of exclamation or an emoji.
  EXCLAIM(Kind.DETECTED),
  /// The emoji of adverts: fire, party, gift.
  PROMO_EMOJI(Kind.DETECTED),
  /// What a template's engine should have replaced: {{name}}.
  PLACEHOLDER(Kind.DETECTED),
  /// A promotional word that was written so that no filter should know it.
  DISGUISE(Kind.DETECTED),
  /// Any word, for what was learned about words alone.
  PLAIN_WORD(Kind.DETECTED);

  /// @see Concept
  enum Kind {
    /// In the reply: an offer.
    PROMOTION,
    /// In the reply: goes with offers, and with answers too.
    CUE,
    /// In the reply: nobody wrote this by hand.
    AUTOMATION,
    /// In the reply: what agents say who only answer.
    SERVICE,
    /// In the customer's messages: what they want to know.
    ASKED,
    /// In both: the matter.
    TOPIC,
    /// What has no place in a contact centre.
    FOREIGN,
    /// In both: says nothing about the matter.
    COMMON,
    /// Numbers, by words and by code.
    MEASURE,
    /// Found by code alone: there is no lexicon file.
    DETECTED
  }

  private static final Map<String, Concept> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Concept::toString, Function.identity()));

  private final Kind kind;
  private final String name;

  Concept(Kind kind) {
    this.kind = kind;
    this.name = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Kind kind() {
    return kind;
  }

  static List<Concept> of(Kind kind) {
    return Arrays.stream(values()).filter(concept -> concept.kind == kind).toList();
  }

  /// @throws IllegalArgumentException when there is none of that name
  static Concept named(String name) {
    var concept = BY_NAME.get(name);
    if (concept == null) {
      throw new IllegalArgumentException("no such concept: " + name);
    }
    return concept;
  }

  /// The feature of this name with such a beginning.
  String in(String beginning) {
    return beginning + name;
  }

  /// As in files: `sale-event`.
  @Override
  public String toString() {
    return name;
  }
}
