package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What code finds without a lexicon: percentages, amounts, codes, links, placeholders, emoji.
///
/// Some patterns begin with a look at the next character although it says nothing new: it spares
/// what is costlier in nearly all places.
final class Signals {

  private static final Pattern PERCENT =
      Pattern.compile("(?<minus>[-+]\\s?)?(?:\\d[\\d.,]*\\s?[%٪‰]|[%٪]\\s?\\d[\\d.,]*)");
  private static final String CURRENCY = "[\\p{Sc}&&[€$£¥₺₽₴₹₪₫฿]]";
  private static final String CODE =
      "(?:eur|euros?|usd|gbp|chf|pln|zl|try|tl|rub|руб\\p{L}*|р|sek|dkk|nok|kr|czk|kc|ron|lei|huf|ft|uah|грн|bgn|лв|hrk|rsd|brl)";
  private static final Pattern AMOUNT =
      Pattern.compile(
          "(?<minus>(?=-)(?<![\\p{L}\\d])-\\s?)?(?:(?:r?"
              + CURRENCY
              + ")\\s?\\d[\\d.,]*"
              + "|(?=[eugcpsn])\\b(?:eur|usd|gbp|chf|pln|sek|dkk|nok|czk)\\s?\\d[\\d.,]*"
              + "|(?<!\\d)\\d[\\d.,]*+(?:\\s?-{1,2})?\\s?(?:"
              + CURRENCY
              + "|"
              + CODE
              + "(?![\\p{L}\\d])))");
  private static final Pattern MULTI_BUY =
      Pattern.compile(
          "(?=[1-9])(?<![\\p{L}\\d.,])(?:([2-9])\\s?(?:x|for|fur|pour|per|por|voor|za|al|за|для|for|till|til|la|na)\\s?([1-8])|1\\s?\\+\\s?1)(?![\\p{L}\\d.,%€$£:])");
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?=[{$<%\\[#])(?:\\{\\{?[^{}]{1,40}\\}\\}?|\\$\\{[^}]{1,40}\\}|<<[^<>]{1,40}>>|<[\\p{L}_ ]{2,30}>|%[\\p{L}_]{3,30}%|\\[\\[?[a-z_]*(?:name|nome|nombre|vorname|nom|prenom|naam|imie|isim|ad|имя|kunde|customer|cliente|client|order|number|nummer|datum|date|agent)[a-z_ ]*\\]?\\]|#[a-z]+_[a-z_]+#)");
  private static final Pattern PROMO_PARAMETER =
      Pattern.compile(
          "[?&](?:utm_[a-z]+|promo\\w*|coupon\\w*|voucher\\w*|discount\\w*|ref|referr?al|referrer|aff\\w*|campaign\\w*|cmp|code|gutschein\\w*|rabatt\\w*|invite\\w*|deal\\w*|gclid|fbclid|mc_cid)=");
  private static final Pattern PROMO_PATH =
      Pattern.compile(
          "[/.-](?:sale|sales|promo\\w*|offers?|deals?|angebote?|rabatt\\w*|soldes|rebajas|ofertas?|offerte|saldi|indirim|kampanya\\w*|aanbieding\\w*|uitverkoop|black-?friday|outlet|new-?in|newsletter|voucher\\w*|coupon\\w*|gutschein\\w*|win|gewinnspiel|vip|refer|invite|survey|review|umfrage|promocj\\w*|wyprzedaz|skidk\\w*|akci\\w*)(?![a-z0-9])");
  private static final Pattern SHORTENER =
      Pattern.compile(
          "^(?:https?://)?(?:www\\.)?(?:bit\\.ly|tinyurl\\.com|goo\\.gl|cutt\\.ly|ow\\.ly|is\\.gd|rb\\.gy|t\\.co|buff\\.ly|shorturl\\.at|rebrand\\.ly|lnkd\\.in|amzn\\.to|t\\.ly|v\\.gd|s\\.id|linktr\\.ee|clck\\.ru|vk\\.cc)(?:/|$)");
  private static final Pattern CODE_TOKEN =
      Pattern.compile(
          "\\p{Lu}{3,14}\\d{1,3}|\\d{1,3}\\p{Lu}{4,14}|\\p{Lu}{2,10}\\d{1,3}\\p{Lu}{2,8}");
  private static final Pattern CAPITALS = Pattern.compile("\\p{Lu}{4,16}");
  private static final Pattern SPACED_CAPITALS =
      Pattern.compile("(?=\\p{Lu})(?<![\\p{L}\\d])\\p{Lu}(?:[ .*_-]\\p{Lu}){4,}(?![\\p{L}\\d])");
  private static final Pattern QUOTED = Pattern.compile("[„“”\"«»‹›]([\\p{L}\\d]{3,20})[“”\"«»‹›]");
  private static final String PROMO_EMOJI =
      "🎉🎊🎁🔥💥🛍🛒💸🤑🏷⏳⏰🚨📣🥳🎈💯👇👉🆕🆓🎟🍾🌟⭐✨💎👑🤩📢🚀🏆🥇💝🎄🐣🖤🌸";

  /// From one word in so many on, capitals are the author's habit and mark none.
  private static final int SHOUTING = 3;

  private static final int BEFORE_DIGIT = 6;
  private static final int AFTER_DIGIT = 12;

  private Signals() {}

  static List<Hit> in(Tokens tokens) {
    var hits = new ArrayList<Hit>();
    var text = tokens.text();
    if (text.hasAnyOf("0123456789")) {
      numbers(tokens, hits);
    }
    if (text.hasAnyOf("{<[%#$")) {
      for (var placeholder = PLACEHOLDER.matcher(text.folded()); placeholder.find(); ) {
        hits.add(hit(Concept.PLACEHOLDER, tokens, placeholder.start(), placeholder.end()));
      }
    }
    if (text.hasAnyOf("„“”\"«»‹›")) {
      for (var quoted = QUOTED.matcher(text.folded()); quoted.find(); ) {
        hits.add(hit(Concept.QUOTED, tokens, quoted.start(1), quoted.end(1)));
      }
    }
    words(tokens, hits);
    spacedCapitals(tokens, hits);
    marks(tokens, hits);
    return hits;
  }

  /// Percentages, amounts and bundles all have a digit: only what stands around one is looked at.
  private static void numbers(Tokens tokens, List<Hit> hits) {
    var folded = tokens.text().folded();
    var found = new LinkedHashSet<Hit>();
    var percent = PERCENT.matcher(folded).useTransparentBounds(true);
    var amount = AMOUNT.matcher(folded).useTransparentBounds(true);
    var multi = MULTI_BUY.matcher(folded).useTransparentBounds(true);
    var mayBePercent = tokens.text().hasAnyOf("%٪‰");
    var end = 0;
    for (var at = 0; at < folded.length(); at++) {
      if (!Character.isDigit(folded.charAt(at))) {
        continue;
      }
      var from = Math.max(end, at - BEFORE_DIGIT);
      while (at < folded.length() && isPartOfNumber(folded.charAt(at))) {
        at++;
      }
      var to = Math.min(folded.length(), at + AFTER_DIGIT);
      end = at;
      if (mayBePercent) {
        priceCuts(percent.region(from, to), Concept.PERCENT, tokens, found);
      }
      priceCuts(amount.region(from, to), Concept.AMOUNT, tokens, found);
      for (multi.region(from, to); multi.find(); ) {
        if (multi.group(1) == null || multi.group(1).compareTo(multi.group(2)) > 0) {
          found.add(hit(Concept.MULTI_BUY, tokens, multi.start(), multi.end()));
        }
      }
    }
    hits.addAll(found);
  }

  private static boolean isPartOfNumber(char letter) {
    return Character.isDigit(letter) || letter == '.' || letter == ',';
  }

  private static void priceCuts(Matcher measure, Concept concept, Tokens tokens, Set<Hit> found) {
    while (measure.find()) {
      found.add(hit(concept, tokens, measure.start(), measure.end()));
      if (measure.group("minus") != null && measure.group("minus").startsWith("-")) {
        found.add(hit(Concept.PRICE_CUT, tokens, measure.start(), measure.end()));
      }
    }
  }

  private static void words(Tokens tokens, List<Hit> hits) {
    var inCapitals = new ArrayList<Token>();
    for (var token : tokens.all()) {
      if (token.is(Token.Kind.LINK)) {
        link(tokens, token, hits);
      } else if (mayBeCode(tokens.text(), token)) {
        var written = tokens.text().written(token.from(), token.to());
        if (CODE_TOKEN.matcher(written).matches()) {
          hits.add(hit(Concept.CODE_TOKEN, tokens, token.from(), token.to()));
        } else if (CAPITALS.matcher(written).matches()) {
          inCapitals.add(token);
        }
      }
    }
    if (inCapitals.size() * SHOUTING < tokens.all().size()) {
      for (var token : inCapitals) {
        hits.add(hit(Concept.CAPITALS, tokens, token.from(), token.to()));
      }
    }
  }

  /// `G L A N S`, `K-U-S-S`: found in the original, where they are capitals still.
  private static void spacedCapitals(Tokens tokens, List<Hit> hits) {
    if (tokens.text().original().chars().filter(Character::isUpperCase).count() < 5) {
      return;
    }
    var capitals = SPACED_CAPITALS.matcher(tokens.text().original());
    while (capitals.find()) {
      var from = tokens.text().indexOf(capitals.start());
      var to = tokens.text().indexOf(capitals.end() - 1) + 1;
      hits.add(hit(Concept.CAPITALS, tokens, from, to));
      hits.add(hit(Concept.DISGUISE, tokens, from, to));
    }
  }

  private static void link(Tokens tokens, Token token, List<Hit> hits) {
    hits.add(hit(Concept.LINK, tokens, token.from(), token.to()));
    if (PROMO_PARAMETER.matcher(token.text()).find()
        || PROMO_PATH.matcher(token.text()).find()
        || SHORTENER.matcher(token.text()).find()) {
      hits.add(hit(Concept.PROMO_LINK, tokens, token.from(), token.to()));
    }
  }

  /// Codes and words in capitals do not end in a small letter.
  private static boolean mayBeCode(FoldedText text, Token token) {
    return token.to() - token.from() >= 4
        && !Character.isLowerCase(text.original().charAt(text.end(token.to() - 1) - 1));
  }

  private static void marks(Tokens tokens, List<Hit> hits) {
    var folded = tokens.text().folded();
    for (var at = 0; at < folded.length(); ) {
      var codePoint = folded.codePointAt(at);
      var next = at + Character.charCount(codePoint);
      if (codePoint == '!' || isEmoji(codePoint)) {
        hits.add(hit(Concept.EXCLAIM, tokens, at, next));
        if (PROMO_EMOJI.indexOf(codePoint) >= 0) {
          hits.add(hit(Concept.PROMO_EMOJI, tokens, at, next));
        }
      }
      at = next;
    }
  }

  private static boolean isEmoji(int codePoint) {
    return codePoint > 0x2000 && Character.isEmoji(codePoint) && codePoint != 0x2122;
  }

  private static Hit hit(Concept concept, Tokens tokens, int from, int to) {
    var words = tokens.text().folded().substring(from, to).strip().toLowerCase(Locale.ROOT);
    return new Hit(concept, tokens.sentenceAt(from), from, to, words);
  }
}
