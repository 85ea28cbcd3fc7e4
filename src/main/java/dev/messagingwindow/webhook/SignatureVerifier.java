package dev.messagingwindow.webhook;

import dev.messagingwindow.meta.HmacSha256;
import dev.messagingwindow.meta.MetaProperties;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// `X-Hub-Signature-256` over the raw bytes of a body. Which secret signs for Instagram Login is
/// not documented: each configured one is accepted, and all are tried whatever the first says.
///
/// Source: developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks (5
/// May 2026).
@Component
class SignatureVerifier {

  private static final String PREFIX = "sha256=";
  private static final int HEX_DIGITS = 64;

  private final List<HmacSha256> secrets;

  SignatureVerifier(MetaProperties meta) {
    secrets =
        Stream.concat(
                Stream.of(meta.appSecret(), meta.instagramAppSecret()),
                meta.formerAppSecrets().stream())
            .filter(Objects::nonNull)
            .map(HmacSha256::new)
            .toList();
  }

  /// @param header the header's value; null or malformed counts as wrong
  boolean isValid(byte[] body, @Nullable String header) {
    var claimed = parse(header);
    var valid = false;
    for (var secret : secrets) {
      valid |= MessageDigest.isEqual(secret.of(body), claimed);
    }
    return valid;
  }

  private static byte[] parse(@Nullable String header) {
    if (header == null
        || header.length() != PREFIX.length() + HEX_DIGITS
        || !header.startsWith(PREFIX)) {
      return new byte[0];
    }
    try {
      return HexFormat.of().parseHex(header, PREFIX.length(), header.length());
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }
}
