package dev.messagingwindow.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.model.Platform;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.sandbox.customer.SandboxComment;
import dev.messagingwindow.sandbox.customer.SandboxCustomer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SendRulesTest {

  private static final Instant OPENED = Instant.parse("2026-09-21T14:13:20.123Z");
  private static final SandboxCustomer WRITER = customer(OPENED);

  @ParameterizedTest
  @CsvSource({
    "FACEBOOK, RESPONSE, , PT0S, ",
    "FACEBOOK, RESPONSE, , PT23H59M59.999S, ", // last millisecond in
    "FACEBOOK, RESPONSE, , PT24H, 10/2018278", // first one out
    "FACEBOOK, UPDATE, , PT23H59M59.999S, ",
    "FACEBOOK, UPDATE, , PT24H, 10/2018278",
    "FACEBOOK, MESSAGE_TAG, HUMAN_AGENT, PT24H, ",
    "FACEBOOK, MESSAGE_TAG, HUMAN_AGENT, PT167H59M59.999S, ", // seven days from the message
    "FACEBOOK, MESSAGE_TAG, HUMAN_AGENT, PT168H, 10/2018278",
    "INSTAGRAM, , , PT23H59M59.999S, ", // Instagram Login asks for no type
    "INSTAGRAM, , , PT24H, 10/2534022",
    "INSTAGRAM, RESPONSE, , PT24H, 10/2534022",
    "INSTAGRAM, MESSAGE_TAG, HUMAN_AGENT, PT167H59M59.999S, ",
    "INSTAGRAM, MESSAGE_TAG, HUMAN_AGENT, PT168H, 10/2534022",
  })
  void knowsBothSidesOfEachEdge(
      Platform platform,
      @Nullable String messagingType,
      @Nullable String tag,
      Duration since,
      @Nullable String refusal) {
    var send = send(messagingType, tag, "Hello");

    var judged = SendRules.toPerson(send, platform, WRITER, OPENED.plus(since));

    assertThat(judged.map(SendRulesTest::codes)).isEqualTo(Optional.ofNullable(refusal));
  }

  @Test
  void refusesTheTagToACustomerWhoOnlyClicked() {
    var send = send("MESSAGE_TAG", "HUMAN_AGENT", "Hello");

    var judged = SendRules.toPerson(send, Platform.FACEBOOK, customer(null), OPENED);

    assertThat(judged).contains(GraphError.OUTSIDE_WINDOW_MESSENGER);
  }

  @ParameterizedTest
  @CsvSource({
    "FACEBOOK, , ", // a type is required on Messenger
    "FACEBOOK, UTILITY, ",
    "FACEBOOK, MESSAGE_TAG, ",
    "FACEBOOK, MESSAGE_TAG, CUSTOMER_FEEDBACK", // only with its template
    "FACEBOOK, MESSAGE_TAG, ACCOUNT_UPDATE", // retired on 27 April 2026
    "FACEBOOK, MESSAGE_TAG, CONFIRMED_EVENT_UPDATE",
    "FACEBOOK, RESPONSE, POST_PURCHASE_UPDATE",
    "INSTAGRAM, MESSAGE_TAG, CONFIRMED_EVENT_UPDATE",
  })
  void refusesALabelThatMetaDoesNotTake(
      Platform platform, @Nullable String messagingType, @Nullable String tag) {
    var send = send(messagingType, tag, "Hello");

    var judged = SendRules.toPerson(send, platform, WRITER, OPENED);

    assertThat(judged.map(SendRulesTest::codes)).contains("100/null");
  }

  @ParameterizedTest
  @CsvSource({"FACEBOOK, 100/2018001", "INSTAGRAM, 100/2534014"})
  void refusesACustomerWhoNeverActed(Platform platform, String refusal) {
    var send = send("RESPONSE", null, "Hello");

    var judged = SendRules.toPerson(send, platform, null, OPENED);

    assertThat(judged.map(SendRulesTest::codes)).contains(refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "FACEBOOK, a, 2000, true",
    "FACEBOOK, a, 2001, false",
    "FACEBOOK, 😀, 1000, true", // two UTF-16 units each
    "FACEBOOK, 😀, 1001, false",
    "INSTAGRAM, a, 1000, true",
    "INSTAGRAM, a, 1001, false",
    "INSTAGRAM, ü, 500, true", // two UTF-8 bytes each
    "INSTAGRAM, ü, 501, false",
  })
  void measuresTheTextAsThePlatformDoes(Platform platform, String text, int times, boolean fits) {
    var send = send("RESPONSE", null, text.repeat(times));

    var judged = SendRules.toPerson(send, platform, WRITER, OPENED);

    assertThat(judged.isEmpty()).isEqualTo(fits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void refusesAMessageWithoutContent(String text) {
    var judged =
        SendRules.toPerson(send("RESPONSE", null, text), Platform.FACEBOOK, WRITER, OPENED);

    assertThat(judged.map(SendRulesTest::codes)).contains("100/null");
  }

  @Test
  void takesAnAttachmentInsteadOfAText() {
    var json =
        """
        {"recipient":{"id":71},"messaging_type":"RESPONSE",
         "message":{"attachment":{"type":"image","payload":{"url":"https://cdn.example.test/a"}}}}
        """;
    var send = SendRequest.of(JsonMapper.shared().readTree(json));

    assertThat(send.recipient()).isEqualTo(new SendRequest.Recipient.Person("71"));
    assertThat(SendRules.toPerson(send, Platform.FACEBOOK, WRITER, OPENED)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "comment_id, COMMENT, false, PT167H59M59.999S, ",
    "post_id,    POST,    false, PT167H59M59.999S, ", // the last millisecond of seven days
    "comment_id, COMMENT, false, PT168H, 100/2534025",
    "comment_id, COMMENT, true,  PT3H59M59.999S, ",
    "comment_id, COMMENT, true,  PT4H, 100/2534025", // the broadcast is over
  })
  void asksNoWindowOfAPrivateReplyButItsRight(
      String key, ReplyTarget.Kind kind, boolean live, Duration since, @Nullable String refusal) {
    var json = "{\"recipient\":{\"%s\":\"9_1\"},\"message\":{\"text\":\"20 EUR\"}}".formatted(key);
    var send = SendRequest.of(JsonMapper.shared().readTree(json));
    var target = new ReplyTarget(kind, "9_1");
    var comment = new SandboxComment(target, "410000000000001", "71", live, OPENED, null, null);

    assertThat(send.recipient()).isEqualTo(new SendRequest.Recipient.Author(target));
    assertThat(
            SendRules.toAuthor(send, Platform.FACEBOOK, comment, OPENED.plus(since))
                .map(SendRulesTest::codes))
        .isEqualTo(Optional.ofNullable(refusal));
  }

  @Test
  void refusesAPrivateReplyToACommentThatIsUnknownRemovedOrAnswered() {
    var json = "{\"recipient\":{\"comment_id\":\"9_1\"},\"message\":{\"text\":\"20 EUR\"}}";
    var send = SendRequest.of(JsonMapper.shared().readTree(json));
    var target = ReplyTarget.comment("9_1");
    var removed = new SandboxComment(target, "41", "71", false, OPENED, OPENED, null);
    var answered = new SandboxComment(target, "41", "71", false, OPENED, null, OPENED);

    for (var comment : Arrays.asList(null, removed, answered)) {
      assertThat(SendRules.toAuthor(send, Platform.FACEBOOK, comment, OPENED))
          .contains(GraphError.COMMENT_CLOSED);
    }
  }

  private static SendRequest send(
      @Nullable String messagingType, @Nullable String tag, @Nullable String text) {
    return new SendRequest(
        new SendRequest.Recipient.Person("71"), messagingType, tag, text, null, null, null);
  }

  private static SandboxCustomer customer(@Nullable Instant lastMessageAt) {
    return new SandboxCustomer("410000000000001", "71", OPENED, lastMessageAt, OPENED);
  }

  private static String codes(GraphError error) {
    return error.code() + "/" + error.subcode();
  }
}
