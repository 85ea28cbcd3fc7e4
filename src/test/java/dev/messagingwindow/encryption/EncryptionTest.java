package dev.messagingwindow.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionTest {

  private static final Map<String, String> CHANNEL = Map.of("channel", "1");
  private static final byte[] TOKEN = "EAAtestPageToken".getBytes(StandardCharsets.UTF_8);
  private static final String OLD = "old:" + key(1);
  private static final String NEW = "new:" + key(2);

  @Test
  void readsWhatItEncrypted() {
    var cipher = cipher(OLD);

    var encrypted = cipher.encrypt(CHANNEL, TOKEN);

    assertThat(encrypted).doesNotContain("EAAtestPageToken");
    assertThat(cipher.decrypt(CHANNEL, encrypted)).isEqualTo(TOKEN);
  }

  @Test
  void encryptsTheSameTokenDifferentlyEachTime() {
    var cipher = cipher(OLD);

    assertThat(cipher.encrypt(CHANNEL, TOKEN)).isNotEqualTo(cipher.encrypt(CHANNEL, TOKEN));
  }

  @Test
  void refusesTheTokenOfAnotherChannel() {
    var cipher = cipher(OLD);
    var encrypted = cipher.encrypt(CHANNEL, TOKEN);

    assertThatThrownBy(() -> cipher.decrypt(Map.of("channel", "2"), encrypted))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("elsewhere");
  }

  @Test
  void refusesWhatIsOfAnotherKind() {
    var cipher = cipher(OLD);
    var event = Map.of("channel", "1", "event", "7");

    assertThatThrownBy(() -> cipher.decrypt(CHANNEL, cipher.encrypt(event, TOKEN)))
        .hasMessageContaining("elsewhere");
    assertThatThrownBy(() -> cipher.decrypt(event, cipher.encrypt(CHANNEL, TOKEN)))
        .hasMessageContaining("elsewhere");
  }

  @Test
  void refusesATokenWhoseHeaderWasRewrittenForAnotherChannel() {
    var cipher = cipher(OLD);
    var other = Map.of("channel", "2");
    var parts = cipher.encrypt(CHANNEL, TOKEN).split("\\.", -1);
    parts[0] = cipher.encrypt(other, TOKEN).split("\\.", -1)[0];

    assertThatThrownBy(() -> cipher.decrypt(other, String.join(".", parts)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot decrypt");
  }

  @Test
  void readsOldTokensAfterRotationAndEncryptsWithTheNewKey() {
    var before = cipher(OLD).encrypt(CHANNEL, TOKEN);
    var rotated = cipher(NEW, OLD);

    assertThat(rotated.decrypt(CHANNEL, before)).isEqualTo(TOKEN);
    assertThat(rotated.currentKeyId()).isEqualTo("new");
    assertThat(cipher(NEW).decrypt(CHANNEL, rotated.encrypt(CHANNEL, TOKEN))).isEqualTo(TOKEN);
  }

  @Test
  void namesTheKeyThatIsMissing() {
    var encrypted = cipher(OLD).encrypt(CHANNEL, TOKEN);

    assertThatThrownBy(() -> cipher(NEW).decrypt(CHANNEL, encrypted))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("messaging.channel.encryption-keys")
        .hasMessageContaining("old");
  }

  @Test
  void refusesAKeyOfTheSameNameWithOtherBytes() {
    var encrypted = cipher(OLD).encrypt(CHANNEL, TOKEN);

    assertThatThrownBy(() -> cipher("old:" + key(3)).decrypt(CHANNEL, encrypted))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(CHANNEL.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c2VjcmV0LXdpdGhvdXQtYS1uYW1lLXNlY3JldC1zZWM=", // no name
        ":c2VjcmV0LXdpdGhvdXQtYS1uYW1lLXNlY3JldC1zZWM=", // an empty one
        "short:c2VjcmV0LXdpdGgtMzEtYnl0ZXMtb25seS0tLS0=", // 29 bytes
        "words:this is no base64 at all",
      })
  void saysWhatAKeyMustLookLikeWithoutShowingIt(String configured) {
    assertThatThrownBy(() -> cipher(configured))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("messaging.channel.encryption-keys")
        .hasMessageNotContaining(configured.substring(configured.indexOf(':') + 1))
        .hasNoCause();
  }

  @Test
  void refusesTwoKeysOfOneName() {
    assertThatThrownBy(() -> cipher(OLD, "old:" + key(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no name twice")
        .hasMessageNotContaining(key(2));
  }

  @Test
  void refusesToStartWithoutAKey() {
    assertThatThrownBy(() -> cipher()).isInstanceOf(IllegalArgumentException.class);
  }

  private static Encryption cipher(String... keys) {
    return new Encryption(new EncryptionProperties(List.of(keys)));
  }

  private static String key(int filler) {
    var bytes = new byte[32];
    Arrays.fill(bytes, (byte) filler);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
