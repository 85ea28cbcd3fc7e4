package dev.messagingwindow.meta;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA256 with one of our app secrets: what Meta signs webhooks with and wants calls proven
/// with.
public final class HmacSha256 {

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  public HmacSha256(String secret) {
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /// 32 bytes.
  public byte[] of(byte[] data) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /// 64 lower-case hex digits.
  String hex(String data) {
    return HexFormat.of().formatHex(of(data.getBytes(StandardCharsets.UTF_8)));
  }
}
