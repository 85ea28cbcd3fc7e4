package dev.messagingwindow.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.messagingwindow.testing.ServiceTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerSecretTest extends ServiceTest {

  private static final String OLD = "sandbox:c2FuZGJveC1vbmx5LWtleS1kby1ub3QtcmV1c2UtaXQ=";
  private static final String NEW = "new:QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=";

  @AfterEach
  void rotateBack() {
    secret(OLD, NEW).hmac("test", "x");
  }

  @Test
  void outlivesTheKeyThatEncryptsIt() {
    var before = secret(OLD).hmac("test", "x");

    assertThat(secret(NEW, OLD).hmac("test", "x")).isEqualTo(before);
    assertThat(secret(NEW).hmac("test", "x")).isEqualTo(before);
  }

  @Test
  void cannotBeReadWithoutItsKey() {
    secret(OLD).hmac("test", "x");

    assertThatIllegalStateException()
        .isThrownBy(() -> secret(NEW).hmac("test", "x"))
        .withMessageContaining("has no key named sandbox");
  }

  @Test
  void makesNothingForOnePurposeThatServesAnother() {
    assertThat(secret(OLD).hmac("test", "x")).isNotEqualTo(secret(OLD).hmac("other", "x"));
  }

  private ServerSecret secret(String... encryptionKeys) {
    return new ServerSecret(
        jdbc, new Encryption(new EncryptionProperties(List.of(encryptionKeys))));
  }
}
