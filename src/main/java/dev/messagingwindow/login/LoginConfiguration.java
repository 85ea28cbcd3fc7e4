package dev.messagingwindow.login;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Configuration(proxyBeanMethods = false)
class LoginConfiguration {

  @Bean
  ReturnUrls returnUrls(LoginProperties properties) {
    return new ReturnUrls(properties.returnUrls());
  }

  @Bean
  @Profile("!sandbox")
  CallbackAddress callbackAddress(LoginProperties properties) {
    var callbackUrl = properties.callbackUrl();
    if (callbackUrl == null && !properties.returnUrls().isEmpty()) {
      throw new IllegalArgumentException(
          "messaging.login.return-urls needs messaging.login.callback-url, such as"
              + " https://windows.example.com/login/callback");
    }
    return () -> {
      if (callbackUrl == null) {
        throw new IllegalStateException("without a return URL no login is started");
      }
      return callbackUrl;
    };
  }
}
