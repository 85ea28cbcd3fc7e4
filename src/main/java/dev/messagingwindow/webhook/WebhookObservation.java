package dev.messagingwindow.webhook;

import io.micrometer.observation.ObservationPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/// Webhooks have meters of their own, which say more and cost a tenth of an observed request.
@Configuration(proxyBeanMethods = false)
class WebhookObservation {

  @Bean
  static ObservationPredicate everythingButWebhooks() {
    return (_, context) -> {
      var request = context instanceof ServerRequestObservationContext c ? c.getCarrier() : null;
      return request == null || !request.getRequestURI().startsWith("/webhooks/");
    };
  }
}
