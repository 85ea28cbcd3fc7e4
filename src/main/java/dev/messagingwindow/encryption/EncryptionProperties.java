package dev.messagingwindow.encryption;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The keys of what is kept encrypted. The name of the setting is older than this package.
///
/// @param encryptionKeys `name:base64 of 32 bytes`; the first encrypts, the others still decrypt
@ConfigurationProperties("messaging.channel")
public record EncryptionProperties(List<String> encryptionKeys) {

  public EncryptionProperties {
    encryptionKeys = List.copyOf(encryptionKeys);
  }

  @Override
  public String toString() {
    return "EncryptionProperties[]";
  }
}
