package dev.messagingwindow.sandbox.customer;

import dev.messagingwindow.model.Platform;
import java.security.SecureRandom;
import java.util.Base64;

/// Ids in the forms that Meta makes.
public final class MetaMade {

  private static final SecureRandom RANDOM = new SecureRandom();

  private MetaMade() {}

  public static String messageId(Platform platform) {
    return switch (platform) {
      case FACEBOOK -> "m_" + random(24);
      case INSTAGRAM -> "aWdfZAG1f" + random(24);
    };
  }

  /// Of a comment on the account's own post.
  static String commentId(String accountId) {
    return switch (platformOf(accountId)) {
      case FACEBOOK -> digits() + "_" + digits();
      case INSTAGRAM -> "17" + digits();
    };
  }

  static String postId(String accountId) {
    return accountId + "_" + digits();
  }

  public static String traceId() {
    return "A" + random(16);
  }

  /// Instagram's professional accounts are told apart by their ids.
  public static Platform platformOf(String accountId) {
    return accountId.startsWith("1784") ? Platform.INSTAGRAM : Platform.FACEBOOK;
  }

  /// 15 digits.
  private static String digits() {
    return Long.toString(RANDOM.nextLong(100_000_000_000_000L, 1_000_000_000_000_000L));
  }

  private static String random(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
