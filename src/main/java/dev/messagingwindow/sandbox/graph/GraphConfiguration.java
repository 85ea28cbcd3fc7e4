package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.login.CallbackAddress;
import dev.messagingwindow.meta.GraphHosts;
import dev.messagingwindow.meta.LoginHosts;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.sandbox.SandboxAddress;
import java.net.URI;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/// Leads the service's calls of Meta to the stand-in.
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
class GraphConfiguration {

  @Bean
  GraphHosts sandboxGraphHosts(SandboxAddress address) {
    return _ -> address.of("/sandbox/graph");
  }

  @Bean
  LoginHosts sandboxLoginHosts(SandboxAddress address) {
    return new LoginHosts() {
      @Override
      public URI dialog(Login login) {
        return switch (login) {
          case FACEBOOK -> address.of("/sandbox/graph");
          case INSTAGRAM -> address.of("/sandbox/instagram");
        };
      }

      @Override
      public URI instagramCodes() {
        return address.of("/sandbox/instagram");
      }
    };
  }

  @Bean
  CallbackAddress sandboxCallback(SandboxAddress address) {
    return () -> address.of("/login/callback");
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectionBreakingTomcat() {
    return tomcat -> tomcat.addEngineValves(new ConnectionBreaker());
  }
}
