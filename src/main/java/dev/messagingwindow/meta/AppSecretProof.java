package dev.messagingwindow.meta;

import dev.messagingwindow.model.Login;
import org.jspecify.annotations.Nullable;

/// `appsecret_proof`: shows Meta that a call comes from our server and not from somebody who found
/// a token.
///
/// Source: developers.facebook.com/docs/graph-api/guides/secure-requests (read 2026-09-28).
final class AppSecretProof {

  private final HmacSha256 facebook;
  private final HmacSha256 instagram;

  /// @param instagramAppSecret the Instagram app's own; null when there is none
  AppSecretProof(String appSecret, @Nullable String instagramAppSecret) {
    facebook = new HmacSha256(appSecret);
    instagram = instagramAppSecret == null ? facebook : new HmacSha256(instagramAppSecret);
  }

  String of(Login login, String accessToken) {
    return switch (login) {
      case FACEBOOK -> facebook.hex(accessToken);
      case INSTAGRAM -> instagram.hex(accessToken);
    };
  }
}
