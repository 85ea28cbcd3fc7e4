package dev.messagingwindow.sandbox.customer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs as Meta does, apart from the service's own check on purpose: one bug in shared code would
/// hide itself.
public final class WebhookSignature {

  static final String HEADER = "X-Hub-Signature-256";

  private static final String ALGORITHM = "HmacSHA256";

  private WebhookSignature() {}

  /// @return `sha256=` and 64 lower-case hex digits
  static String of(String secret, byte[] body) {
    return "sha256=" + hex(secret, body);
  }

  public static String hex(String secret, byte[] data) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(data));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, missing);
    }
  }
}
