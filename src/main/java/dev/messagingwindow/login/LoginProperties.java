package dev.messagingwindow.login;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where people come back to from Meta.
///
/// @param callbackUrl this service's `/login/callback` as browsers reach it, the same as in Meta's
///   App Dashboard; none when there are no return URLs
/// @param returnUrls where a login may lead to in the end: the same origin, and this path or one
///   below it; default none, and then no login can be started
@ConfigurationProperties("messaging.login")
record LoginProperties(@Nullable URI callbackUrl, @DefaultValue List<URI> returnUrls) {

  LoginProperties {
    returnUrls = returnUrls.stream().filter(url -> !url.toString().isBlank()).toList();
    returnUrls.forEach(url -> {
      if (!ReturnUrls.isWhole(url) || url.getRawQuery() != null) {
        throw new IllegalArgumentException(
            "messaging.login.return-urls must be like https://desk.example.com/connect, not "
                + url);
      }
    });
    callbackUrl = callbackUrl == null || callbackUrl.toString().isBlank() ? null : callbackUrl;
    if (callbackUrl != null && !(ReturnUrls.isWhole(callbackUrl) && isCallback(callbackUrl))) {
      throw new IllegalArgumentException(
          "messaging.login.callback-url must be like https://windows.example.com/login/callback,"
              + " not "
              + callbackUrl);
    }
  }

  private static boolean isCallback(URI url) {
    return url.getRawPath().endsWith(LoginCallbackController.PATH) && url.getRawQuery() == null;
  }
}
