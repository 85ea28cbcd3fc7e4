package dev.messagingwindow.policy;

import dev.messagingwindow.model.OutboundContent;
import dev.messagingwindow.model.Platform;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// How long a text may be.
///
/// Messenger: 2,000 characters (the live error says "less than or equal to 2000"); Instagram: 1,000
/// bytes of UTF-8 (another page of Meta's says characters; bytes are the stricter reading). Source:
/// developers.facebook.com/docs/messenger-platform/reference/send-api and
/// /docs/instagram-platform/instagram-api-with-instagram-login/messaging-api (read 2026-09-28).
final class TextLimits {

  static final int MESSENGER_UTF16_UNITS = 2_000;
  static final int INSTAGRAM_UTF8_BYTES = 1_000;

  private TextLimits() {}

  static Optional<Violation> check(Platform platform, OutboundContent content) {
    return switch (content) {
      case OutboundContent.Text(var text) -> check(platform, text);
      case OutboundContent.Attachment _ -> Optional.empty();
    };
  }

  private static Optional<Violation> check(Platform platform, String text) {
    if (text.isBlank()) {
      return Optional.of(Violation.certain(Rule.TEXT_EMPTY, Map.of()));
    }
    return switch (platform) {
      case FACEBOOK -> atMost(MESSENGER_UTF16_UNITS, text.length());
      case INSTAGRAM -> atMost(INSTAGRAM_UTF8_BYTES, text.getBytes(StandardCharsets.UTF_8).length);
    };
  }

  private static Optional<Violation> atMost(int limit, int actual) {
    return actual <= limit
        ? Optional.empty()
        : Optional.of(
            Violation.certain(Rule.TEXT_TOO_LONG, Map.of("limit", limit, "actual", actual)));
  }
}
