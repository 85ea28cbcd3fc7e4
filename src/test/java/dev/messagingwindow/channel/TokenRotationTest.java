package dev.messagingwindow.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.encryption.Encryption;
import dev.messagingwindow.encryption.EncryptionProperties;
import dev.messagingwindow.meta.GraphClient;
import dev.messagingwindow.meta.OutboundText;
import dev.messagingwindow.meta.Recipient;
import dev.messagingwindow.meta.SendResult;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.OutboundContent;
import dev.messagingwindow.testing.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
    properties =
        "messaging.channel.encryption-keys=" + TokenRotationTest.NEW + "," + TokenRotationTest.OLD)
class TokenRotationTest extends ServiceTest {

  static final String NEW = "new:QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=";
  static final String OLD = "old:QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=";

  private final Encryption beforeRotation =
      new Encryption(new EncryptionProperties(List.of(OLD, NEW)));

  @Autowired private Channels channels;
  @Autowired private Tokens tokens;
  @Autowired private GraphClient graph;

  @Test
  void encryptsTokensOfAnOlderKeyWithTheCurrentOneAtStartUp() {
    var channel = aFacebookChannel();
    var channelId = ChannelId.valueOf(channel.channelId());
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");
    store(
        channelId,
        beforeRotation.encrypt(
            Map.of("channel", channel.channelId()), "EAAold".getBytes(StandardCharsets.UTF_8)),
        beforeRotation.currentKeyId());

    tokens.encryptWithCurrentKey();

    assertThat(keyId(channelId)).isEqualTo("new");
    var account = channels.graphAccount(channelId).orElseThrow();
    assertThat(account.accessToken()).isEqualTo("EAAold");
    assertThat(
            graph.send(
                account,
                new OutboundText(
                    new MessageId(UUID.randomUUID()),
                    new Recipient.Customer(new CustomerId(customer)),
                    new OutboundContent.Text("Still here."),
                    Label.RESPONSE,
                    null)))
        .isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void leavesTokensOfTheCurrentKeyAlone() {
    var channelId = ChannelId.valueOf(aFacebookChannel().channelId());
    var stored = token(channelId);

    tokens.encryptWithCurrentKey();

    assertThat(token(channelId)).isEqualTo(stored);
  }

  @Test
  void leavesADisconnectedChannelWithoutAToken() {
    var channel = aFacebookChannel();
    api().delete(channel.path(""));

    tokens.encryptWithCurrentKey();

    assertThat(channels.graphAccount(ChannelId.valueOf(channel.channelId()))).isEmpty();
  }

  private void store(ChannelId channelId, String token, String keyId) {
    jdbc.sql("update channel set token = ?, token_key_id = ? where channel_id = ?")
        .params(token, keyId, channelId.value())
        .update();
  }

  private String keyId(ChannelId channelId) {
    return jdbc.sql("select token_key_id from channel where channel_id = ?")
        .param(channelId.value())
        .query(String.class)
        .single();
  }

  private String token(ChannelId channelId) {
    return jdbc.sql("select token from channel where channel_id = ?")
        .param(channelId.value())
        .query(String.class)
        .single();
  }
}
