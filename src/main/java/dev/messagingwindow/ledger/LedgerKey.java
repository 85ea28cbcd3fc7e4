package dev.messagingwindow.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Under which name and with which salt a conversation stands in the ledger. It lies beside the
/// conversation: once that is erased, nobody can tell whose rows they were or try texts against
/// their hashes.
///
/// @param conversationId random
/// @param salt null while no message was ever to be sent in the conversation
public record LedgerKey(UUID conversationId, @Nullable SecretKey salt) {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SALT_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  public static LedgerKey of(UUID conversationId, byte @Nullable [] salt) {
    return new LedgerKey(conversationId, salt == null ? null : new SecretKeySpec(salt, ALGORITHM));
  }

  /// 32 random bytes.
  public static byte[] newSalt() {
    var salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return salt;
  }

  /// HMAC-SHA256 of the text's UTF-8: 64 lower-case hex digits; null without a salt.
  @Nullable String hash(String text) {
    if (salt == null) {
      return null;
    }
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(salt);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
