package dev.messagingwindow.channel;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// How tokens are kept.
///
/// @param encryptionKeys `name:base64 of 32 bytes`; the first encrypts, the others still decrypt
@ConfigurationProperties("messaging.channel")
record ChannelProperties(List<String> encryptionKeys) {

  ChannelProperties {
    encryptionKeys = List.copyOf(encryptionKeys);
  }

  @Override
  public String toString() {
    return "ChannelProperties[]";
  }
}
