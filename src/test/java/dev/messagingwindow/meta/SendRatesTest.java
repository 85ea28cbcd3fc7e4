package dev.messagingwindow.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.meta.SendRates.Kind;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.AttachmentType;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.OutboundContent;
import dev.messagingwindow.model.Platform;
import dev.messagingwindow.model.ReplyTarget;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendRatesTest {

  private static final GraphAccount PAGE = account("410");

  private final SendRates rates = new SendRates(properties(80, 8));

  @ParameterizedTest
  @CsvSource({
    "TEXT,           PT0.1S", // 8 at a time, 80 a second
    "AUDIO_OR_VIDEO, PT0.125S",
    "PRIVATE_REPLY,  PT5M57.333333333S", // 67 at a time, 675 an hour
  })
  void makesWhoIsTooFastWaitForTheNextPortion(Kind kind, Duration portion) {
    assertThat(firstWait(PAGE, kind)).isEqualTo(portion);
  }

  @Test
  void tellsHowManyMayGoNow() {
    assertThat(rates.room(PAGE.platform(), PAGE.accountId(), Kind.PRIVATE_REPLY)).isEqualTo(67);

    firstWait(PAGE, Kind.PRIVATE_REPLY);

    assertThat(rates.room(PAGE.platform(), PAGE.accountId(), Kind.PRIVATE_REPLY)).isZero();
    assertThat(rates.room(PAGE.platform(), new AccountId("411"), Kind.PRIVATE_REPLY)).isEqualTo(67);
  }

  @Test
  void countsKindsAndAccountsApart() {
    firstWait(PAGE, Kind.PRIVATE_REPLY);

    assertThat(rates.take(PAGE, Kind.TEXT)).isZero();
    assertThat(rates.take(account("411"), Kind.PRIVATE_REPLY)).isZero();
    assertThat(rates.take(PAGE, Kind.PRIVATE_REPLY)).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "IMAGE, TEXT",
    "FILE,  TEXT",
    "AUDIO, AUDIO_OR_VIDEO",
    "VIDEO, AUDIO_OR_VIDEO",
  })
  void countsAttachmentsAsMetaDoes(AttachmentType type, Kind kind) {
    var attachment =
        new OutboundContent.Attachment(type, URI.create("https://shop.example.test/a"));

    assertThat(Kind.of(message(new Recipient.Customer(new CustomerId("7")), attachment)))
        .isEqualTo(kind);
  }

  @Test
  void countsWhatAnswersACommentAsAPrivateReply() {
    var author = new Recipient.Author(new ReplyTarget(ReplyTarget.Kind.COMMENT, "41_72"));

    assertThat(Kind.of(message(author, new OutboundContent.Text("Here"))))
        .isEqualTo(Kind.PRIVATE_REPLY);
  }

  private static OutboundText message(Recipient recipient, OutboundContent content) {
    var id = MessageId.valueOf("0199f1d2-aaaa-7000-8000-000000000001");
    return new OutboundText(id, recipient, content, Label.RESPONSE, null);
  }

  private Duration firstWait(GraphAccount account, Kind kind) {
    var wait = rates.take(account, kind);
    while (wait.isZero()) {
      wait = rates.take(account, kind);
    }
    return wait;
  }

  private static GraphAccount account(String id) {
    return new GraphAccount(Platform.FACEBOOK, Login.FACEBOOK, new AccountId(id), null, "EAAtest");
  }

  private static MetaProperties properties(int sendRate, int mediaSendRate) {
    var nowhere = URI.create("https://graph.example.test");
    return new MetaProperties(
        "880000000000123",
        "secret",
        null,
        List.of(),
        "verify",
        nowhere,
        nowhere,
        "v25.0",
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        1,
        sendRate,
        mediaSendRate);
  }
}
