package dev.messagingwindow.outbox;

import dev.messagingwindow.privacy.PersonalData;
import dev.messagingwindow.privacy.PersonalTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class OutboxPersonalData {

  @Bean
  @Order(31)
  PersonalData personalOutboundMessages(JdbcClient jdbc) {
    return new PersonalTable(
        jdbc,
        "outbound_message",
        "channel_id, message_id",
        "channel_id = :channel and customer_id = :customer");
  }
}
