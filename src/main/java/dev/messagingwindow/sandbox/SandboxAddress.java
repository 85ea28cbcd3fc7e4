package dev.messagingwindow.sandbox;

import java.net.URI;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Where this very process is reached: known only once the web server listens, so asked each time.
@Component
@Profile("sandbox")
public class SandboxAddress {

  private final Environment environment;

  SandboxAddress(Environment environment) {
    this.environment = environment;
  }

  public URI of(String path) {
    var port = environment.getRequiredProperty("local.server.port", Integer.class);
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
