package dev.messagingwindow.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;

/// How the first caller gets in.
///
/// @param firstAdminKey the admin key that exists after the first start, 32 characters or more;
///   when absent, one is made and printed once
@ConfigurationProperties("messaging.security")
record SecurityProperties(@Nullable String firstAdminKey) {

  private static final int MIN_LENGTH = 32;

  SecurityProperties {
    if (StringUtils.hasText(firstAdminKey) && firstAdminKey.length() < MIN_LENGTH) {
      throw new IllegalArgumentException(
          "messaging.security.first-admin-key needs 32 characters or more: openssl rand -base64 32");
    }
  }

  @Override
  public String toString() {
    return "SecurityProperties[]";
  }
}
