package dev.messagingwindow.sandbox.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.window.OpenedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookBodyTest {

  private static final String PAGE = "410000000000001";
  private static final String PSID = "7100000000000011";
  private static final String INSTAGRAM = "17841400000000901";
  private static final String IGSID = "6800000000000021";
  private static final Instant AT = Instant.ofEpochMilli(1_790_000_000_123L);
  private static final Instant NOW = Instant.ofEpochMilli(1_790_000_000_500L);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "messenger/01_message_text, MESSAGE, m_inv_0001, 'Hello, is the blue model still in stock?'",
        "messenger/30_postback_get_started, POSTBACK, m_inv_0030, -",
        "messenger/40_reaction_react, REACTION, m_inv_0020, -",
        "messenger/60_referral_mme_existing_thread, REFERRAL, m_1, newsletter-39",
        "messenger/64_optin_send_to_messenger_plugin, OPT_IN, m_1, product-42",
      })
  void tellsACustomersActionAsMessengerDoes(
      String sample, OpenedBy kind, String messageId, @Nullable String text) {
    var body = WebhookBody.ofAction(new CustomerAction(PAGE, PSID, kind, messageId, text, AT), NOW);

    assertThat(json(body)).isEqualTo(sample(sample));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "instagram/01_message_text, MESSAGE, aWdfZAG1_inv_0001, 'Hi, do you ship to Austria?'",
        "instagram/40_reaction_react, REACTION, aWdfZAG1_inv_0020, -",
        "instagram/60_referral_igme, REFERRAL, aWdf_1, bio-link",
      })
  void tellsACustomersActionAsInstagramDoes(
      String sample, OpenedBy kind, String messageId, @Nullable String text) {
    var body =
        WebhookBody.ofAction(new CustomerAction(INSTAGRAM, IGSID, kind, messageId, text, AT), NOW);

    assertThat(json(body)).isEqualTo(sample(sample));
  }

  @Test
  void tellsACompletedLead() {
    var action = new CustomerAction(PAGE, PSID, OpenedBy.LEAD, "m_1", "Berlin", AT);

    var item = json(WebhookBody.ofAction(action, NOW)).at("/entry/0/messaging/0");

    assertThat(item.at("/referral/type").asString()).isEqualTo("LEAD_COMPLETE");
    assertThat(item.at("/lead/data/0/answer").asString()).isEqualTo("Berlin");
    assertThat(item.at("/timestamp").asLong()).isEqualTo(AT.toEpochMilli());
  }

  @Test
  void echoesWithAppAndMetadataOnMessenger() {
    var customer = new SandboxCustomer(PAGE, PSID, AT, AT, AT);
    var sent = sent("m_inv_0020", "Yes, it is in stock.", "outbound:0190f1d2-aaaa");

    var body = WebhookBody.ofEcho(customer, sent, 880_000_000_000_123L, AT);

    assertThat(item(json(body))).isEqualTo(item(sample("messenger/20_echo_own_app")));
  }

  @Test
  void echoesWithoutAppAndMetadataOnInstagram() {
    var customer = new SandboxCustomer(INSTAGRAM, IGSID, AT, AT, AT);
    var sent = sent("aWdfZAG1_inv_0020", "Yes we do!", "outbound:0190f1d2-aaaa");

    var body = WebhookBody.ofEcho(customer, sent, 880_000_000_000_123L, AT);

    assertThat(item(json(body))).isEqualTo(item(sample("instagram/20_echo")));
  }

  @Test
  void reportsADeliveryFromTheCustomersSide() {
    var customer = new SandboxCustomer(PAGE, PSID, AT, AT, AT);

    var delivery = item(json(WebhookBody.ofDelivery(customer, "m_inv_0020", AT)));

    assertThat(delivery.at("/sender/id").asString()).isEqualTo(PSID);
    assertThat(delivery.at("/delivery/mids/0").asString()).isEqualTo("m_inv_0020");
    assertThat(delivery.at("/delivery/watermark").asLong()).isEqualTo(AT.toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "messenger/90_feed_comment_add,      COMMENT, 901000000000708_903000000085259, How much is it?",
    "messenger/92_feed_visitor_post_add, POST,    410000000000001_72930000000232,  Great shop!",
  })
  void tellsACommentOrPostAsMessengerDoes(
      String sample, ReplyTarget.Kind kind, String id, String text) {
    var comment = comment(PAGE, PSID, new ReplyTarget(kind, id), false);

    var body = json(WebhookBody.ofComment(comment, text, true));

    assertThat(body.at("/object")).isEqualTo(sample(sample).at("/object"));
    assertThat(body.at("/entry/0/id").asString()).isEqualTo(PAGE);
    assertThat(body.at("/entry/0/changes")).isEqualTo(sample(sample).at("/entry/0/changes"));
  }

  @Test
  void tellsARemovalAsMessengerDoes() {
    var target = ReplyTarget.comment("901000000000708_903000000085259");

    var body =
        json(
            WebhookBody.ofRemoval(
                comment(PAGE, PSID, target, false), Instant.ofEpochSecond(1_790_000_100)));

    assertThat(body.at("/entry/0/changes"))
        .isEqualTo(sample("messenger/91_feed_comment_remove").at("/entry/0/changes"));
  }

  @Test
  void tellsALiveCommentAsInstagramDoes() {
    var target = ReplyTarget.comment("17890000000000003");

    var body =
        json(WebhookBody.ofComment(comment(INSTAGRAM, IGSID, target, true), "hello live", true));

    var expected = sample("instagram/92_live_comments").at("/entry/0/changes/0");
    assertThat(body.at("/entry/0/changes/0/field")).isEqualTo(expected.at("/field"));
    for (var key : List.of("/id", "/from", "/text", "/media/media_product_type")) {
      assertThat(body.at("/entry/0/changes/0/value" + key)).isEqualTo(expected.at("/value" + key));
    }
  }

  @Test
  void leavesOutWhoCommentedWhereMetaDoes() {
    var target = ReplyTarget.comment("1_2");

    for (var account : List.of(PAGE, INSTAGRAM)) {
      var body =
          json(WebhookBody.ofComment(comment(account, PSID, target, false), "Price?", false));

      assertThat(body.at("/entry/0/changes/0/value").has("from")).isFalse();
    }
  }

  private static SandboxComment comment(
      String accountId, String customerId, ReplyTarget target, boolean live) {
    return new SandboxComment(
        target, accountId, customerId, live, Instant.ofEpochSecond(1_790_000_000), null, null);
  }

  /// The vector of Meta's own escaping: what is signed is what is on the wire.
  @Test
  void writesTheVeryBytesThatMetaSigns() {
    var text = "Gr\u00fc\u00dfe \ud83d\ude00 ist das Paket da?";
    var action = new CustomerAction(PAGE, PSID, OpenedBy.MESSAGE, "m_TestUnicode01", text, AT);

    var body = WebhookBody.ofAction(action, NOW).getBytes(StandardCharsets.UTF_8);

    assertThat(body).hasSize(279);
    assertThat(WebhookSignature.of("test_app_secret_0123456789abcdef", body))
        .isEqualTo("sha256=9a1d2661377cbf25aadcb946f67008794fb4fe645be6ec885dd97728d47e8687");
  }

  private static AccountMessage sent(String messageId, String text, String metadata) {
    return new AccountMessage(messageId, text, null, metadata, "RESPONSE", null);
  }

  private static JsonNode item(JsonNode body) {
    return body.at("/entry/0/messaging/0");
  }

  private static JsonNode json(String body) {
    return JsonMapper.shared().readTree(body);
  }

  private static JsonNode sample(String name) {
    try (var file = WebhookBodyTest.class.getResourceAsStream("/payloads/" + name + ".json")) {
      assertThat(file).as(name).isNotNull();
      return JsonMapper.shared().readTree(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
