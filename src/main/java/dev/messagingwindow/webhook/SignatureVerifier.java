package dev.messagingwindow.webhook;

import dev.messagingwindow.meta.AppSecrets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// `X-Hub-Signature-256` over the raw bytes of a body.
///
/// Source: developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks (5
/// May 2026).
@Component
class SignatureVerifier {

  private static final String PREFIX = "sha256=";
  private static final int HEX_DIGITS = 64;

  private final AppSecrets secrets;

  SignatureVerifier(AppSecrets secrets) {
    this.secrets = secrets;
  }

  /// @param header the header's value; null or malformed counts as wrong
  boolean isValid(byte[] body, @Nullable String header) {
    return secrets.signed(body, parse(header));
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
