package dev.messagingwindow.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/// Fingerprints in hex.
public final class Sha256 {

  private Sha256() {}

  /// 64 lower-case hex digits.
  public static String hex(byte[] data) {
    return HexFormat.of().formatHex(digest(data));
  }

  /// The same over the text's UTF-8.
  public static String hex(String text) {
    return hex(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The first half of the fingerprint of the text's UTF-8, as a database takes it; no UUID of any
  /// version.
  public static UUID first128(String text) {
    var digest = ByteBuffer.wrap(digest(text.getBytes(StandardCharsets.UTF_8)));
    return new UUID(digest.getLong(), digest.getLong());
  }

  private static byte[] digest(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
