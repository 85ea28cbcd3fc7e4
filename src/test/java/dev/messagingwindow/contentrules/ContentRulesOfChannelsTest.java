package dev.messagingwindow.contentrules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.outbox.OutboxWorker;
import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class ContentRulesOfChannelsTest extends ServiceTest {

  private static final String OFFER = "By the way, 20 % off everything this week!";
  private static final String ANSWER = "Your parcel left our warehouse this morning.";

  @Autowired private OutboxWorker worker;
  private TestChannel channel;
  private String customer;
  private String question;

  @BeforeEach
  void aCustomerAskedADayAgo() {
    channel = aFacebookChannelWithExtendedWindow();
    customer = aNewCustomer();
    question = channel.customerWrites(customer, "Where is my parcel?");
    advance(Duration.ofHours(30));
  }

  @Test
  void startsWithTheRulesAsTheyAre() {
    var rules = rules();

    assertThat(rules.status()).isEqualTo(200);
    assertThat(rules.body())
        .isEqualTo(
            "{\"mode\":\"ENFORCE\",\"alwaysPromotion\":[],\"codePatterns\":[],\"neverPromotion\":[],\"version\":0}");
  }

  @Test
  void takesBackWhatItGave() {
    var changed =
        change(
            "{'mode':'OBSERVE','alwaysPromotion':['summer madness'],'codePatterns':['MAIA-####'],'neverPromotion':['Sale & Pepe'],'version':0}");

    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(changed.at("version").asInt()).isEqualTo(1);
    assertThat(rules().body()).isEqualTo(changed.body());

    var again = change(changed.body());

    assertThat(again.status()).as(again.body()).isEqualTo(200);
    assertThat(again.at("version").asInt()).isEqualTo(2);
    assertThat(again.text("codePatterns.0")).isEqualTo("MAIA-####");
  }

  @Test
  void refusesAChangeToRulesThatSomebodyElseChanged() {
    change("{'mode':'CONFIRM'}");

    var late = change("{'mode':'OBSERVE','version':0}");
    var later = change("{'mode':'OBSERVE','version':7}");

    assertThat(late.status()).isEqualTo(409);
    assertThat(late.problem()).isEqualTo("content-rules-changed");
    assertThat(later.problem()).isEqualTo("content-rules-changed");
    assertThat(rules().text("mode")).isEqualTo("CONFIRM");
  }

  @Test
  void refusesAVersionOfRulesThatNobodyChanged() {
    assertThat(change("{'version':3}").problem()).isEqualTo("content-rules-changed");
    assertThat(rules().at("version").asInt()).isZero();
  }

  @Test
  void stopsTheContactCentresOwnCampaignAtOnce() {
    var text = "Your parcel left this morning. Think of the Zamba weeks.";
    assertThat(outcome(text)).isEqualTo("ALLOWED");

    change("{'alwaysPromotion':['Zamba weeks']}");

    var refused = channel.agentSends(customer, text);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("verdict.violations.0.rule")).isEqualTo("ADVERTISING");
    assertThat(refused.text("verdict.violations.0.evidence.0.text")).isEqualTo("Zamba weeks");
  }

  @Test
  void stopsCodesOfItsPattern() {
    change("{'codePatterns':['ZAMBA-####']}");

    assertThat(rulesAgainst("Your parcel left this morning: zamba-2041.")).contains("COUPON");
    assertThat(outcome(ANSWER)).isEqualTo("ALLOWED");
  }

  @Test
  void takesItsProductForNoOffer() {
    var text = "Your parcel is waiting at Mega Sale Discounts, Main Street 4!";
    assertThat(rulesAgainst(text)).isNotEmpty();

    change("{'neverPromotion':['Mega Sale Discounts']}");

    assertThat(rulesAgainst(text)).isEmpty();
  }

  @Test
  void asksInsteadOfRefusingWhereTheModeSaysSo() {
    change("{'mode':'CONFIRM'}");

    var asked = channel.agentSends(customer, OFFER);

    assertThat(asked.status()).as(asked.body()).isEqualTo(409);
    var confirmed =
        channel.send(
            customer,
            aNewIdempotencyKey(),
            "{'text':'%s','sender':{'type':'HUMAN','agentId':'a-17'},'confirmation':{'token':'%s','answersMessageId':'%s'}}"
                .formatted(OFFER, asked.text("confirmation.token"), question));
    assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(202);
    worker.runOnce();
    assertThat(status(confirmed)).isEqualTo("SENT");
  }

  @Test
  void onlyRecordsFindingsWhereTheModeSaysSo() {
    change("{'mode':'OBSERVE'}");

    var checked = check(OFFER);
    var sent = channel.agentSends(customer, OFFER);

    assertThat(checked.text("outcome")).isEqualTo("ALLOWED");
    assertThat(checked.text("violations.0.severity")).isEqualTo("OBSERVE");
    assertThat(sent.status()).as(sent.body()).isEqualTo(202);
    assertThat(
            jdbc.sql("select violations::text from decision where message_id = ?")
                .param(UUID.fromString(sent.text("messageId")))
                .query(String.class)
                .single())
        .contains("OBSERVE");
    assertThat(channel.automationSends(customer, ANSWER).text("verdict.violations.0.rule"))
        .isEqualTo("AUTOMATED");
  }

  @Test
  void decidesAgainByTheRulesOfTheMomentWhenAMessageLeaves() {
    change("{'mode':'OBSERVE'}");
    var sent = channel.agentSends(customer, OFFER);
    change("{'mode':'ENFORCE'}");

    worker.runOnce();

    var rejected = channel.message(sent.text("messageId"));
    assertThat(rejected.text("status")).isEqualTo("REJECTED");
    assertThat(rejected.at("verdict.remedy").isNull()).isTrue();
    assertThat(channel.phone(customer).at("messages")).isEmpty();
  }

  @Test
  void holdsForItsChannelOnly() {
    var other = aFacebookChannelWithExtendedWindow();
    other.customerWrites(customer, "Where is my parcel?");
    advance(Duration.ofHours(30));

    change("{'mode':'OBSERVE'}");

    assertThat(other.agentSends(customer, OFFER).status()).isEqualTo(422);
  }

  @Test
  void keepsWhoChangedThemInTheLedgerAndNoWords() {
    var made = api().post("/api/v1/keys", "{'name':'chief','roles':['admin']}");
    var admin = Api.at(baseUrl()).withKey(made.text("key"));

    admin.put(channel.path("/content-rules"), "{'mode':'CONFIRM','alwaysPromotion':['Zamba']}");

    var row =
        jdbc.sql(
                "select row_to_json(d)::text from decision d where channel_id = ? and kind = 'ADMIN'")
            .param(UUID.fromString(channel.channelId()))
            .query(String.class)
            .single();
    assertThat(row)
        .contains("CONTENT_RULES_CHANGED", "\"chief\"", "mode CONFIRM, version 1")
        .doesNotContain("Zamba");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'alwaysPromotion':['a']}                | alwaysPromotion[0] | 2 to 60 characters",
        "{'codePatterns':['SUMMER',' ']}          | codePatterns[1]    | 2 to 60 characters",
        "{'neverPromotion':['1 2 3 4 5 6 7 8 9']} | neverPromotion[0]  | 1 to 8 words",
        "{'codePatterns':['#####']}               | codePatterns[0]    | of its own",
        "{'codePatterns':['*']}                   | codePatterns[0]    | characters",
        "{'codePatterns':[null]}                  | codePatterns[0]    | must be a text",
        "{'mode':'OFF'}                           | mode               | ENFORCE",
        "{'version':-1}                           | version            | 0",
      },
      quoteCharacter = '`')
  void refusesNonsenseAndNamesThePhrase(String body, String field, String message) {
    var refused = change(body);

    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.text("errors.0.field")).isEqualTo(field);
    assertThat(refused.text("errors.0.message")).contains(message);
    assertThat(rules().at("version").asInt()).isZero();
  }

  @Test
  void takesFiveHundredPhrasesAndNoMore() {
    var fits = "'campaign'" + ",'campaign'".repeat(499);

    assertThat(change("{'alwaysPromotion':[%s]}".formatted(fits)).status()).isEqualTo(200);
    var refused = change("{'alwaysPromotion':[%s],'neverPromotion':['one more']}".formatted(fits));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("errors.0.message")).contains("at most 500 phrases");
  }

  private Answer rules() {
    return channel.api().get(channel.path("/content-rules"));
  }

  private Answer change(String body) {
    return channel.api().put(channel.path("/content-rules"), body);
  }

  private Answer check(String text) {
    return channel.check(
        customer, "{'text':'%s','sender':{'type':'HUMAN','agentId':'a-17'}}".formatted(text));
  }

  private String outcome(String text) {
    return check(text).text("outcome");
  }

  private List<String> rulesAgainst(String text) {
    return check(text).at("violations").valueStream().map(v -> v.path("rule").asString()).toList();
  }

  private String status(Answer accepted) {
    return channel.message(accepted.text("messageId")).text("status");
  }
}
