package dev.messagingwindow.gate;

import dev.messagingwindow.content.ContentRules;
import dev.messagingwindow.policy.SendPolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

@Configuration(proxyBeanMethods = false)
class GateConfiguration {

  @Bean
  ContentRules contentRules() {
    return ContentRules.builtIn();
  }

  /// The first of the caller's languages that verdicts are told in.
  @Bean
  LocaleResolver localeResolver() {
    var resolver = new AcceptHeaderLocaleResolver();
    resolver.setSupportedLocales(ViolationMessages.LANGUAGES);
    resolver.setDefaultLocale(ViolationMessages.LANGUAGES.getFirst());
    return resolver;
  }

  @Bean
  SendPolicy sendPolicy(ContentRules contentRules) {
    return new SendPolicy(new FailClosedRules(contentRules));
  }
}
