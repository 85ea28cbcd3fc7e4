package dev.messagingwindow.meta;

import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The secrets with which Meta may sign what it sends us. Which one signs for Instagram Login is
/// not documented: each configured one is accepted, and all are tried whatever the first says.
@Component
public class AppSecrets {

  private final List<HmacSha256> secrets;

  public AppSecrets(MetaProperties meta) {
    secrets =
        Stream.concat(
                Stream.of(meta.appSecret(), meta.instagramAppSecret()),
                meta.formerAppSecrets().stream())
            .filter(Objects::nonNull)
            .map(HmacSha256::new)
            .toList();
  }

  /// @param signature HMAC-SHA256 over these bytes, compared in constant time; of any length
  public boolean signed(byte[] bytes, byte[] signature) {
    var valid = false;
    for (var secret : secrets) {
      valid |= MessageDigest.isEqual(secret.of(bytes), signature);
    }
    return valid;
  }
}
