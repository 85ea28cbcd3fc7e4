package dev.messagingwindow.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/// How callers get in and how often they may call.
///
/// @param firstAdminKey the admin key that exists after the first start, 32 characters or more;
///   when absent, one is made and printed once
/// @param requestsPerSecond how many requests a second a credential may make on each instance;
///   default 100
/// @param requestBurst how many it may make at once after a pause; default 200
/// @param failuresPerSecond how many wrong credentials a second are looked up for one address;
///   default 5
/// @param failureBurst how many at once after a pause; default 50
/// @param jwtRolesClaim the claim of a JWT that lists its roles, with dots for nested ones such as
///   `realm_access.roles`; default `roles`
/// @param jwtChannelsClaim the claim that lists the only channels of a JWT; one without it reaches
///   all; default `channel_ids`
@ConfigurationProperties("messaging.security")
record SecurityProperties(
    @Nullable String firstAdminKey,
    @DefaultValue("100") int requestsPerSecond,
    @DefaultValue("200") int requestBurst,
    @DefaultValue("5") int failuresPerSecond,
    @DefaultValue("50") int failureBurst,
    @DefaultValue("roles") String jwtRolesClaim,
    @DefaultValue("channel_ids") String jwtChannelsClaim) {

  private static final int MIN_LENGTH = 32;

  SecurityProperties {
    if (StringUtils.hasText(firstAdminKey) && firstAdminKey.length() < MIN_LENGTH) {
      throw new IllegalArgumentException(
          "messaging.security.first-admin-key needs 32 characters or more: openssl rand -base64 32");
    }
    requirePositive("requests-per-second", requestsPerSecond);
    requirePositive("request-burst", requestBurst);
    requirePositive("failures-per-second", failuresPerSecond);
    requirePositive("failure-burst", failureBurst);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "messaging.security." + name + " must be at least 1, not " + value);
    }
  }

  @Override
  public String toString() {
    return "SecurityProperties[]";
  }
}
