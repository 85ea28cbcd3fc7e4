package dev.messagingwindow.outbound;

import dev.messagingwindow.privacy.PersonalData;
import dev.messagingwindow.privacy.PersonalTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class OutboundPersonalData {

  /// Before the messages, by which they are found.
  @Bean
  @Order(10)
  PersonalData personalIdempotencyKeys(JdbcClient jdbc) {
    return new PersonalTable(
        jdbc,
        "idempotency_key",
        "channel_id, idempotency_key",
        """
        channel_id = :channel and message_id in (
          select message_id from outbound_message where channel_id = :channel and customer_id = :customer)
        """);
  }
}
