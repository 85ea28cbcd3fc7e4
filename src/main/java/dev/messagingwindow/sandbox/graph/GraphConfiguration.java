package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.meta.GraphHosts;
import dev.messagingwindow.sandbox.SandboxAddress;
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
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectionBreakingTomcat() {
    return tomcat -> tomcat.addEngineValves(new ConnectionBreaker());
  }
}
