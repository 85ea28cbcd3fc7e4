package dev.messagingwindow.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RemedyTest {

  private static final ContentRules RULES = ContentRules.builtIn();
  private static final OwnWords OWN = OwnWords.none();
  private static final List<String> REQUEST = List.of("When will my chair arrive?");
  private static final String ONE_OFFER = "Get 20 % off with code SPRING20, shop now! ";
  private static final String ANOTHER_OFFER = "By the way, everything is 20 % off this week! ";
  private static final String THIRD_OFFER = "Big sale: 50 % off all sofas until Sunday! ";

  @Test
  void leavesOutTheSentenceThatOffers() {
    var remedy =
        RULES.remedy(
            "Your chair arrives on Thursday. By the way, everything is 20 % off this week! ",
            REQUEST, OWN);

    assertThat(remedy)
        .hasValueSatisfying(found -> {
          assertThat(found.rest()).isEqualTo("Your chair arrives on Thursday.");
          assertThat(found.leftOut())
              .extracting(Evidence::text)
              .containsExactly("By the way, everything is 20 % off this week! ");
          assertThat(RULES.examine(found.rest(), REQUEST)).isEmpty();
        });
  }

  @Test
  void leavesOutTheSentenceInTheMiddleToo() {
    var text =
        "Hello Ms Brown. Get 20 % off with code SPRING20, shop now! Your chair comes Friday.";

    assertThat(RULES.remedy(text, REQUEST, OWN))
        .hasValueSatisfying(found ->
            assertThat(found.rest()).isEqualTo("Hello Ms Brown. Your chair comes Friday."));
  }

  @Test
  void leavesOutUpToThreeSentencesInTheOrderOfTheText() {
    var text = ONE_OFFER + "Your chair arrives on Thursday. " + ANOTHER_OFFER + THIRD_OFFER;

    assertThat(RULES.remedy(text, REQUEST, OWN))
        .hasValueSatisfying(found -> {
          assertThat(found.rest()).isEqualTo("Your chair arrives on Thursday.");
          assertThat(found.leftOut())
              .extracting(Evidence::text)
              .containsExactly(ONE_OFFER, ANOTHER_OFFER, THIRD_OFFER);
          assertThat(RULES.examine(found.rest(), REQUEST)).isEmpty();
        });
  }

  @Test
  void knowsNoneWhereMoreThanThreeSentencesOffer() {
    var text =
        "Your chair arrives on Thursday. " + ONE_OFFER + ANOTHER_OFFER + THIRD_OFFER + ONE_OFFER;

    assertThat(RULES.remedy(text, REQUEST, OWN)).isEmpty();
  }

  @Test
  void leavesNothingThatOwnWordsForbid() {
    var own = new OwnWords(List.of(new OwnPhrase(OwnPhrase.Meaning.ADVERTISING, "Blue Weeks")));
    var text =
        "See you at the Blue Weeks. Your chair arrives on Thursday. The Blue Weeks are here.";

    assertThat(RULES.remedy(text, REQUEST, own))
        .hasValueSatisfying(
            found -> assertThat(found.rest()).isEqualTo("Your chair arrives on Thursday."));
  }

  @Test
  void leavesNothingThatDoesNotAnswerTheRequest() {
    var unrelated = "Your dog can have its vaccination with Dr Miller on Monday at ten.";
    assertThat(RULES.examine(unrelated, REQUEST)).isNotEmpty();

    assertThat(RULES.remedy(ONE_OFFER + unrelated, REQUEST, OWN)).isEmpty();
  }

  @Test
  void leavesOutWhatOwnWordsForbid() {
    var own = new OwnWords(List.of(new OwnPhrase(OwnPhrase.Meaning.ADVERTISING, "Blue Weeks")));

    assertThat(
            RULES.remedy(
                "Your chair arrives on Thursday. See you at the Blue Weeks.", REQUEST, own))
        .hasValueSatisfying(
            found -> assertThat(found.rest()).isEqualTo("Your chair arrives on Thursday."));
  }

  @Test
  void knowsNoneForATextThatIsOneOffer() {
    assertThat(RULES.remedy("Big sale: 50 % off everything, shop now!", REQUEST, OWN)).isEmpty();
  }

  @Test
  void knowsNoneForATextThatNeedsNone() {
    assertThat(RULES.remedy("Your chair arrives on Thursday.", REQUEST, OWN)).isEmpty();
    assertThat(RULES.remedy("Hello Ms Brown. Your chair arrives on Thursday.", REQUEST, OWN))
        .isEmpty();
  }
}
