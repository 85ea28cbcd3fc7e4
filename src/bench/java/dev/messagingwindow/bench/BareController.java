package dev.messagingwindow.bench;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The least that Spring MVC and Tomcat can do: a constant, without security.
@RestController
@Profile("bench")
class BareController {

  @GetMapping(path = "/bench/bare", produces = MediaType.TEXT_PLAIN_VALUE)
  String bare() {
    return "EVENT_RECEIVED";
  }

  @Bean
  static WebSecurityCustomizer withoutSecurity() {
    return web -> web.ignoring().requestMatchers("/bench/**");
  }
}
