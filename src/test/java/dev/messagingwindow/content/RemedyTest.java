package dev.messagingwindow.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RemedyTest {

  private static final ContentRules RULES = ContentRules.builtIn();
  private static final OwnWords OWN = OwnWords.none();
  private static final List<String> REQUEST = List.of("When will my chair arrive?");

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
  }
}
