package dev.messagingwindow.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whoever is refused is told what of the text may be sent.
class RemedyTest extends ServiceTest {

  private static final String ANSWER = "Your parcel left our warehouse this morning.";
  private static final String OFFER = "By the way, 20 % off everything this week!";

  private TestChannel channel;
  private String customer;

  @BeforeEach
  void aCustomerAskedADayAgo() {
    channel = aFacebookChannelWithExtendedWindow();
    customer = aNewCustomer();
    channel.customerWrites(customer, "Where is my parcel?");
    advance(Duration.ofHours(30));
  }

  @Test
  void saysWithoutWhichSentenceATextMayBeSent() {
    var refused = channel.agentSends(customer, ANSWER + " " + OFFER);

    assertThat(refused.status()).as(refused.body()).isEqualTo(422);
    assertThat(refused.text("verdict.remedy.text")).isEqualTo(ANSWER);
    assertThat(refused.at("verdict.remedy.withoutSentences")).hasSize(1);
    assertThat(refused.at("verdict.remedy.withoutSentences.0.start").asInt())
        .isEqualTo(ANSWER.length() + 1);
    assertThat(refused.at("verdict.remedy.withoutSentences.0.end").asInt())
        .isEqualTo(ANSWER.length() + 1 + OFFER.length());
    assertThat(channel.agentSends(customer, refused.text("verdict.remedy.text")).status())
        .isEqualTo(202);
  }

  @Test
  void saysTheSameToWhoeverChecks() {
    assertThat(check("HUMAN", ANSWER + " " + OFFER).text("remedy.text")).isEqualTo(ANSWER);
    assertThat(check("HUMAN", ANSWER).at("remedy").isNull()).isTrue();
  }

  @Test
  void offersNothingWhereMoreThanSomeSentencesStandsAgainstIt() {
    assertThat(check("HUMAN", OFFER).at("remedy").isNull()).isTrue();
    assertThat(check("AUTOMATION", ANSWER + " " + OFFER).at("remedy").isNull()).isTrue();
    advance(Duration.ofDays(7));
    assertThat(check("HUMAN", ANSWER + " " + OFFER).at("remedy").isNull()).isTrue();
  }

  @Test
  void isNoPartOfTheLedger() {
    channel.agentSends(customer, ANSWER + " " + OFFER);

    assertThat(
            jdbc.sql("select row_to_json(d)::text from decision d where channel_id = ?")
                .param(UUID.fromString(channel.channelId()))
                .query(String.class)
                .single())
        .contains("REJECTED")
        .doesNotContain("warehouse")
        .doesNotContain("remedy");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de              | Nach 24 Stunden dürfen keine Rabatte angeboten werden.   | Ohne die",
        "pt-BR           | Após 24 horas não se podem oferecer descontos.           | Sem a parte",
        "ja, ru;q=0.5    | После 24 часов нельзя предлагать скидки.                 | Без отмеченной",
        "ja              | Discounts may not be offered after 24 hours.             | Without the",
      })
  void speaksTheAgentsLanguage(String accepted, String sentence, String remedy) {
    var german = Api.at(baseUrl()).withKey("sandbox").with("Accept-Language", accepted);

    var checked =
        german.post(
            channel.customerPath(customer, "/messages/check"),
            "{'text':'%s %s','sender':{'type':'HUMAN','agentId':'a-17'}}".formatted(ANSWER, OFFER));

    assertThat(checked.at("violations").valueStream().map(v -> v.path("message").asString()))
        .contains(sentence);
    assertThat(checked.text("remedy.message")).startsWith(remedy);
  }

  private Answer check(String sender, String text) {
    return channel.check(
        customer, "{'text':'%s','sender':{'type':'%s','agentId':'a-17'}}".formatted(text, sender));
  }
}
