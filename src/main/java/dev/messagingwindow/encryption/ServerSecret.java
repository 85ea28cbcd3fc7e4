package dev.messagingwindow.encryption;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// 256 random bits of this installation, made at the first start and shared by all instances. They
/// lie in the database, encrypted with the keys of the tokens: a copy of the database alone does
/// not reveal them, and they outlive those keys, because they are encrypted anew when the current
/// key changes.
@Component
public class ServerSecret {

  private static final Logger log = LoggerFactory.getLogger(ServerSecret.class);
  private static final String ALGORITHM = "HmacSHA256";
  private static final Map<String, String> PLACE = Map.of("secret", "server");
  private static final int BYTES = 32;

  private final JdbcClient jdbc;
  private final Encryption encryption;
  private volatile @Nullable SecretKeySpec key;

  ServerSecret(JdbcClient jdbc, Encryption encryption) {
    this.jdbc = jdbc;
    this.encryption = encryption;
  }

  /// HMAC-SHA256, 32 bytes.
  ///
  /// @param purpose keeps what is made for one thing from being used for another; no line breaks
  public byte[] hmac(String purpose, String text) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key());
      return mac.doFinal((purpose + "\n" + text).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private SecretKeySpec key() {
    var known = key;
    if (known == null) {
      known = new SecretKeySpec(load(), ALGORITHM);
      key = known;
    }
    return known;
  }

  private byte[] load() {
    jdbc.sql("insert into server_secret (secret, key_id) values (?, ?) on conflict do nothing")
        .params(encryption.encrypt(PLACE, random()), encryption.currentKeyId())
        .update();
    var stored =
        jdbc.sql("select secret, key_id from server_secret")
            .query((row, _) -> new Stored(row.getString("secret"), row.getString("key_id")))
            .single();
    var secret = encryption.decrypt(PLACE, stored.secret());
    if (!stored.keyId().equals(encryption.currentKeyId())) {
      jdbc.sql("update server_secret set secret = ?, key_id = ? where key_id = ?")
          .params(encryption.encrypt(PLACE, secret), encryption.currentKeyId(), stored.keyId())
          .update();
      log.info("server secret encrypted with the current key");
    }
    return secret;
  }

  private static byte[] random() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private record Stored(String secret, String keyId) {

    @Override
    public String toString() {
      return "Stored[" + keyId + "]";
    }
  }
}
