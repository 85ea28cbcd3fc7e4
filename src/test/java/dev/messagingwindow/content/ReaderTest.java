package dev.messagingwindow.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderTest {

  private static final Map<Concept, String> LEXICON =
      Map.of(
          Concept.IF,
          "de\tword\twenn\nnl\tword\tals",
          Concept.STORE_CREDIT,
          "de\tword\tguthaben",
          Concept.ALSO,
          "de\tword\tgut\nde\tword\thaben",
          Concept.DISCOUNT,
          """
          de\tprefix\trabatt
          de\tword\tnachlass\tpercent|amount
          en\tword\tdiscount
          en\tphrase\t# off
          fr\tphrase\tprix cassé*
          ru\tprefix\tскидк
          """,
          Concept.COUPON,
          "de\tinfix\tgutschein\nfr\tword\tchèque\tdiscount",
          Concept.URGENCY,
          "en\tphrase\tonly _ days left\nde\tphrase\tnur für kurze zeit",
          Concept.NOVELTY,
          "en\tword\tlatest\thype",
          Concept.HYPE,
          "en\tword\tgreatest\tnovelty",
          Concept.NUMBER,
          "en\tword\tfifty");

  private final Reader reader = new Reader(new Lexicon(entries()));

  private static List<LexiconEntry> entries() {
    var entries = new ArrayList<LexiconEntry>();
    LEXICON.forEach((concept, lines) -> entries.addAll(new LexiconFiles().parse(concept, lines)));
    return entries;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Heute Rabatt!                      | DISCOUNT | Rabatt", // as it stands
        "Die RABATTAKTION läuft             | DISCOUNT | RABATTAKTION", // prefix, case
        "Ein Geschenkgutschein für Sie      | COUPON   | Geschenkgutschein", // inside a compound
        "Des prix CASSÉS partout            | DISCOUNT | prix CASSÉS", // phrase, accents
        "Des prix cassés partout           | DISCOUNT | prix cassés", // accents on their own
        "Only three days left!              | URGENCY  | Only three days left", // any token
        "Nur fuer kurze Zeit                | URGENCY  | Nur fuer kurze Zeit", // ue is ü
        "Get 20 off                         | DISCOUNT | 20 off", // a number
        "Get fifty off                      | DISCOUNT | fifty off", // in words
        "Ваша СКИДКА ждёт                   | DISCOUNT | СКИДКА", // another script
      })
  void findsEntriesWhereTheyStand(String text, Concept concept, String place) {
    assertThat(placesOf(concept, text)).containsOnly(place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "heute r a b a t t auf alles   | r a b a t t",
        "heute R.A.B.A.T.T auf alles   | R.A.B.A.T.T",
        "heute ra batt auf alles       | ra batt",
        "now fif ty off                | fif ty",
        "big D1SC0UNT now              | D1SC0UNT",
        "big di$count now              | di$count",
        "heute rаbаtt auf alles        | rаbаtt", // Cyrillic а
        "heute raaabatt auf alles      | raaabatt",
        "heute ＲＡＢＡＴＴ auf alles   | ＲＡＢＡＴＴ",
        "heute 𝐫𝐚𝐛𝐚𝐭𝐭 auf alles  | 𝐫𝐚𝐛𝐚𝐭𝐭",
        "ваша cкидкa ждёт              | cкидкa", // Latin c and a
      })
  void readsThroughDisguises(String text, String place) {
    var hits = reader.read(text).hits();

    assertThat(hits)
        .anySatisfy(hit -> {
          assertThat(hit.concept()).isIn(Concept.DISCOUNT, Concept.NUMBER);
          assertThat(evidence(text, hit)).isEqualTo(place);
        });
  }

  @Test
  void readsThroughZeroWidthCharactersAndCallsThemADisguise() {
    var text = "heute ra\u200Bba\u00ADtt auf alles";

    assertThat(placesOf(Concept.DISCOUNT, text)).containsOnly("ra\u200Bba\u00ADtt");
    assertThat(placesOf(Concept.DISGUISE, text)).containsOnly("ra\u200Bba\u00ADtt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Your parcel is in locker A B C D 17",
        "Order 1Z999AA10123456784 left today",
        "The cable is USB-C to 3.5 mm",
        "So sooooo sorry!!!",
        "Damit Sie es gut haben", // two words of their own
      })
  void callsNothingADisguiseThatIsNone(String text) {
    assertThat(placesOf(Concept.DISGUISE, text)).isEmpty();
  }

  @Test
  void countsALockedEntryOnlyNextToItsKey() {
    assertThat(placesOf(Concept.DISCOUNT, "Der Nachlass Ihrer Mutter ist geregelt.")).isEmpty();
    assertThat(placesOf(Concept.DISCOUNT, "5 % sind es. Der Nachlass ist geregelt.")).isEmpty();
    assertThat(placesOf(Concept.DISCOUNT, "Wir geben 5 % Nachlass.")).containsOnly("Nachlass");
  }

  @Test
  void letsAnUnlockedEntryUnlockOthersAndTwoLockedOnesNeverEachOther() {
    assertThat(placesOf(Concept.COUPON, "Rabatt per chèque")).containsOnly("chèque");
    assertThat(placesOf(Concept.NOVELTY, "the latest and greatest")).isEmpty();
  }

  /// `als` is Dutch for `if`, and German for `than`.
  @Test
  void countsSmallWordsOnlyInTheLanguageOfTheText() {
    assertThat(placesOf(Concept.IF, "Als het morgen regent")).containsOnly("Als");
    assertThat(placesOf(Concept.IF, "Der Rabatt gilt länger als gestern, wenn Sie mögen"))
        .containsOnly("wenn");
  }

  @Test
  void findsOffersInEveryLanguage() {
    assertThat(placesOf(Concept.DISCOUNT, "Wenn heute, wenn morgen: discount"))
        .containsOnly("discount");
  }

  @Test
  void matchesNoPhraseAcrossSentences() {
    assertThat(placesOf(Concept.DISCOUNT, "It costs fifty. Off we go!")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "20 % today                              | PERCENT     | 20 %",
        "%50 indirim                             | PERCENT     | %50",
        "now -30% on all                         | PRICE_CUT   | -30%",
        "only 9,99 € each                        | AMOUNT      | 9,99 €",
        "€20 less                                | AMOUNT      | €20",
        "for 30 EUR                              | AMOUNT      | 30 EUR",
        "99 TL                                   | AMOUNT      | 99 TL",
        "500 рублей                              | AMOUNT      | 500 рублей",
        "3x2 on socks                            | MULTI_BUY   | 3x2",
        "2 für 1                                 | MULTI_BUY   | 2 für 1",
        "with SPRING10 now                       | CODE_TOKEN  | SPRING10",
        "say SUNNY at the till                   | CAPITALS    | SUNNY",
        "see shop.example/a?x=1                  | LINK        | shop.example/a?x=1",
        "https://a.example/?utm_source=x.        | PROMO_LINK  | https://a.example/?utm_source=x",
        "bit.ly/3xYz                             | PROMO_LINK  | bit.ly/3xYz",
        "Dear {{name}}                           | PLACEHOLDER | {{name}}",
        "Party 🎉 on                             | PROMO_EMOJI | 🎉",
      })
  void detectsWithoutALexicon(String text, Concept concept, String place) {
    assertThat(placesOf(concept, text)).containsOnly(place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://track.parcel.example/?id=JD014600006  | PROMO_LINK",
        "mail us at help@shop.example                  | LINK",
        "parcel JD014600006                            | CODE_TOKEN",
        "parcel RR123456789DE                          | CODE_TOKEN",
        "from 3 to 4                                   | MULTI_BUY",
        "at 12:30                                      | PERCENT",
        "Level 3-20                                    | PRICE_CUT",
      })
  void detectsNothingInWhatOnlyLooksSo(String text, Concept concept) {
    assertThat(placesOf(concept, text)).isEmpty();
  }

  @Test
  void cutsSentencesButNotAtAbbreviations() {
    assertThat(reader.read("Es kommt z. B. am 3. Mai, ca. um 9 Uhr.").tokens().sentences())
        .isEqualTo(1);
    assertThat(reader.read("Yes! It left. Where to?\nBye").tokens().sentences()).isEqualTo(4);
  }

  @Test
  void namesFileAndLineOfWhatCannotBeRead() {
    assertThatThrownBy(
            () -> new LexiconFiles().parse(Concept.GIFT, "de\tword\tgratis\nde\tsuffix\tx"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gift.tsv:2");
  }

  private List<String> placesOf(Concept concept, String text) {
    return reader.read(text).hitsOf(concept).stream().map(hit -> evidence(text, hit)).toList();
  }

  private String evidence(String text, Hit hit) {
    var evidence = reader.read(text).evidence(new Weights.Place(hit.from(), hit.to()));
    assertThat(text.substring(evidence.start(), evidence.end())).isEqualTo(evidence.text());
    return evidence.text();
  }
}
