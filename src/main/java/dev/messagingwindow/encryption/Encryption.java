package dev.messagingwindow.encryption;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// Encrypts at rest: JWE, `dir` with AES-256-GCM. The key's name and the place where the content
/// belongs stand in the authenticated header, so it can neither be read with a wrong key nor be
/// moved to another row, and nothing of one kind can be put where another kind belongs.
///
/// A place is a few names and values, such as `channel` and its id. Places with different names
/// never meet.
///
/// Rotation: put a new key first, keep the old one behind it; the new one encrypts from then on.
@Component
public class Encryption {

  private static final int KEY_BYTES = 32;

  private final Map<String, byte[]> keys;
  private final String currentKeyId;

  public Encryption(EncryptionProperties properties) {
    keys = parse(properties.encryptionKeys());
    currentKeyId = keys.keySet().iterator().next();
  }

  /// The name of the key that encrypts.
  public String currentKeyId() {
    return currentKeyId;
  }

  /// @param place where the content belongs: the only one it can be read for; it is not hidden
  /// @return a compact JWE
  public String encrypt(Map<String, String> place, byte[] content) {
    var header =
        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
            .keyID(currentKeyId)
            .customParams(new TreeMap<>(place))
            .build();
    var jwe = new JWEObject(header, new Payload(content));
    try {
      jwe.encrypt(new DirectEncrypter(key(currentKeyId)));
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot encrypt for " + place, e);
    }
    return jwe.serialize();
  }

  /// @throws IllegalStateException when the content belongs elsewhere, its key is missing or its
  ///   bytes were changed
  public byte[] decrypt(Map<String, String> place, String encrypted) {
    try {
      var jwe = JWEObject.parse(encrypted);
      if (!place.equals(jwe.getHeader().getCustomParams())) {
        throw new IllegalStateException("what was read for " + place + " belongs elsewhere");
      }
      jwe.decrypt(new DirectDecrypter(key(jwe.getHeader().getKeyID())));
      return jwe.getPayload().toBytes();
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException("cannot decrypt for " + place, e);
    }
  }

  private byte[] key(String keyId) {
    var key = keys.get(keyId);
    if (key == null) {
      throw new IllegalStateException(
          "messaging.channel.encryption-keys has no key named " + keyId);
    }
    return key;
  }

  private static Map<String, byte[]> parse(List<String> configured) {
    var keys = new LinkedHashMap<String, byte[]>();
    for (var entry : configured) {
      var colon = entry.indexOf(':');
      if (colon < 1 || keys.put(entry.substring(0, colon), bytes(entry, colon)) != null) {
        throw invalid();
      }
    }
    if (keys.isEmpty()) {
      throw invalid();
    }
    return keys;
  }

  private static byte[] bytes(String entry, int colon) {
    try {
      var bytes = Base64.getDecoder().decode(entry.substring(colon + 1).strip());
      if (bytes.length == KEY_BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException _) {
      // said below, without the value
    }
    throw invalid();
  }

  private static IllegalArgumentException invalid() {
    return new IllegalArgumentException(
        "messaging.channel.encryption-keys must be a list of name:base64 with 32 bytes each and no"
            + " name twice: openssl rand -base64 32");
  }
}
