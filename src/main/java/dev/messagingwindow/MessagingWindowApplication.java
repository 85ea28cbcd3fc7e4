package dev.messagingwindow;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/// The service that stands between a contact centre's agents and Meta.
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
public class MessagingWindowApplication {

  public static void main(String[] args) {
    SpringApplication.run(MessagingWindowApplication.class, args);
  }
}
