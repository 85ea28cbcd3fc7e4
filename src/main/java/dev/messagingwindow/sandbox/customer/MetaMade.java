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

  public static String traceId() {
    return "A" + random(16);
  }

  /// Instagram's professional accounts are told apart by their ids.
  public static Platform platformOf(String accountId) {
    return accountId.startsWith("1784") ? Platform.INSTAGRAM : Platform.FACEBOOK;
  }

  private static String random(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
