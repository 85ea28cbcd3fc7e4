package dev.messagingwindow;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The service that stands between a contact centre's agents and Meta.
@SpringBootApplication
@ConfigurationPropertiesScan
public class MessagingWindowApplication {

  public static void main(String[] args) {
    SpringApplication.run(MessagingWindowApplication.class, args);
  }
}
