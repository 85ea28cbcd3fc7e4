package dev.messagingwindow.ops;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/// Names every setting that is missing, before anything is built that would fail for one of them
/// alone.
@Configuration(proxyBeanMethods = false)
@Profile("!sandbox")
class RequiredSettings {

  private static final Map<String, String> REQUIRED = new LinkedHashMap<>();

  static {
    REQUIRED.put("spring.datasource.url", "jdbc:postgresql://host:5432/database");
    REQUIRED.put("messaging.meta.app-id", "the app's id, from Meta's App Dashboard");
    REQUIRED.put("messaging.meta.app-secret", "the app's secret, from Meta's App Dashboard");
    REQUIRED.put(
        "messaging.meta.verify-token",
        "any secret of yours; the same is entered at the webhook in Meta's App Dashboard");
    REQUIRED.put(
        "messaging.channel.encryption-keys", "name:key, the key made by: openssl rand -base64 32");
  }

  @Bean
  static BeanFactoryPostProcessor requireSettings(Environment environment) {
    return _ -> {
      var missing = new LinkedHashMap<>(REQUIRED);
      missing.keySet().removeIf(name -> StringUtils.hasText(value(environment, name)));
      if (!missing.isEmpty()) {
        throw new MissingSettingsException(missing);
      }
    };
  }

  /// A list may be given in one line or item by item.
  private static String value(Environment environment, String name) {
    return environment.getProperty(name, environment.getProperty(name + "[0]", ""));
  }
}
