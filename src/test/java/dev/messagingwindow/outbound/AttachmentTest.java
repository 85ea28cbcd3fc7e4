package dev.messagingwindow.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.outbox.OutboxWorker;
import dev.messagingwindow.testing.ServiceTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class AttachmentTest extends ServiceTest {

  @Autowired private OutboxWorker worker;

  @ParameterizedTest
  @CsvSource({"IMAGE, image", "AUDIO, audio", "VIDEO, video", "FILE, file"})
  void reachesThePhoneAsMetaNamesIt(String type, String metaType) {
    for (var channel : List.of(aFacebookChannel(), anInstagramChannel())) {
      var customer = aNewCustomer();
      channel.customerWrites(customer, "Show me");

      var accepted =
          channel.send(
              customer,
              aNewIdempotencyKey(),
              "{'attachment':{'type':'%s','url':'https://files.example/a?b=1&c=%%20'}}"
                  .formatted(type));
      worker.runOnce();

      assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
      assertThat(accepted.at("text").isNull()).isTrue();
      assertThat(accepted.text("attachment.type")).isEqualTo(type);
      assertThat(channel.message(accepted.text("messageId")).text("status")).isEqualTo("SENT");
      var phone = channel.phone(customer);
      assertThat(phone.text("messages.0.attachment.type")).isEqualTo(metaType);
      assertThat(phone.text("messages.0.attachment.payload.url"))
          .isEqualTo("https://files.example/a?b=1&c=%20");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                                      | text",
        "{'text':'a','attachment':{'type':'IMAGE','url':'https://a.example/b'}}  | text",
        "{'attachment':{'type':'IMAGE','url':'http://a.example/b'}}              | attachment.url",
        "{'attachment':{'type':'IMAGE','url':'ftp://a.example/b'}}               | attachment.url",
        "{'attachment':{'type':'IMAGE','url':'/b.png'}}                          | attachment.url",
        "{'attachment':{'type':'IMAGE','url':'https:///b'}}                      | attachment.url",
        "{'attachment':{'type':'IMAGE','url':'https://u:p@a.example/b'}}         | attachment.url",
        "{'attachment':{'type':'IMAGE','url':'https://a.example/b c'}}           | attachment.url",
        "{'attachment':{'type':'STICKER','url':'https://a.example/b'}}           | attachment.type",
        "{'attachment':{'url':'https://a.example/b'}}                            | attachment.type",
        "{'attachment':{'type':'IMAGE'}}                                         | attachment.url",
      })
  void refusesWhatIsNoMessage(String body, String field) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Show me");

    for (var answer :
        List.of(
            channel.check(customer, body), channel.send(customer, aNewIdempotencyKey(), body))) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.problem()).isEqualTo("invalid-request");
      assertThat(answer.text("errors.0.field")).isEqualTo(field);
      assertThat(answer.at("errors").size()).isEqualTo(1);
    }
  }

  @Test
  void tellsAnAttachmentFromATextUnderTheSameKey() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Show me");
    var key = aNewIdempotencyKey();
    channel.send(customer, key, "{'attachment':{'type':'IMAGE','url':'https://files.example/a'}}");

    assertThat(
            channel
                .send(
                    customer,
                    key,
                    "{'attachment':{'type':'VIDEO','url':'https://files.example/a'}}")
                .problem())
        .isEqualTo("idempotency-key-reused");
    assertThat(
            channel
                .send(
                    customer,
                    key,
                    "{'attachment':{'type':'IMAGE','url':'https://files.example/a'}}")
                .status())
        .isEqualTo(202);
  }

  @Test
  void mayAnswerACommentInPrivate() {
    var channel = aFacebookChannel();
    var comment = channel.comments(aNewCustomer(), "{'text':'How does it look?'}");

    var accepted =
        channel.reply(
            "/comments/" + comment,
            aNewIdempotencyKey(),
            "{'attachment':{'type':'IMAGE','url':'https://files.example/a'},'sender':{'type':'HUMAN','agentId':'a-17'}}");
    worker.runOnce();

    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    assertThat(channel.message(accepted.text("messageId")).text("status")).isEqualTo("SENT");
  }

  @Test
  void aPrivateReplyIsNeverConfirmed() {
    var channel = aFacebookChannel();
    var comment = channel.comments(aNewCustomer(), "{'text':'How does it look?'}");

    var answer =
        channel.reply(
            "/comments/" + comment,
            aNewIdempotencyKey(),
            "{'text':'Like this','sender':{'type':'HUMAN','agentId':'a-17'},'confirmation':{'token':'t','answersMessageId':'m'}}");

    assertThat(answer.problem()).isEqualTo("confirmation-invalid");
  }
}
