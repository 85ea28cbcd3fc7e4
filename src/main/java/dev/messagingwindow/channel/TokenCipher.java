package dev.messagingwindow.channel;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import dev.messagingwindow.model.ChannelId;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Encrypts access tokens at rest: JWE, `dir` with AES-256-GCM. The key's name and the channel
/// stand in the authenticated header, so a token can neither be read with a wrong key nor be moved
/// to another channel's row.
///
/// Rotation: put a new key first, keep the old one behind it; every token is encrypted with the new
/// key when it is next stored.
@Component
class TokenCipher {

  private static final int KEY_BYTES = 32;
  private static final String CHANNEL = "channel";

  private final Map<String, byte[]> keys;
  private final String currentKeyId;

  TokenCipher(ChannelProperties properties) {
    keys = parse(properties.encryptionKeys());
    currentKeyId = keys.keySet().iterator().next();
  }

  String currentKeyId() {
    return currentKeyId;
  }

  String encrypt(ChannelId channel, String token) {
    var header =
        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
            .keyID(currentKeyId)
            .customParam(CHANNEL, channel.toString())
            .build();
    var jwe = new JWEObject(header, new Payload(token));
    try {
      jwe.encrypt(new DirectEncrypter(key(currentKeyId)));
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot encrypt the token of channel " + channel, e);
    }
    return jwe.serialize();
  }

  String decrypt(ChannelId channel, String encrypted) {
    try {
      var jwe = JWEObject.parse(encrypted);
      if (!channel.toString().equals(jwe.getHeader().getCustomParam(CHANNEL))) {
        throw new IllegalStateException("the token of channel " + channel + " is another's");
      }
      jwe.decrypt(new DirectDecrypter(key(jwe.getHeader().getKeyID())));
      return jwe.getPayload().toString();
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException("cannot decrypt the token of channel " + channel, e);
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
