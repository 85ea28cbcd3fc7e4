package dev.messagingwindow.gate;

import dev.messagingwindow.content.ContentRules;
import dev.messagingwindow.policy.SendPolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GateConfiguration {

  @Bean
  SendPolicy sendPolicy() {
    return new SendPolicy(ContentRules.none());
  }
}
