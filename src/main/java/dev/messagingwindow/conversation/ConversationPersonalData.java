package dev.messagingwindow.conversation;

import dev.messagingwindow.privacy.PersonalData;
import dev.messagingwindow.privacy.PersonalTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Keys of seen events stay: they are fingerprints of which nobody can tell a person, and a repeat
/// of an event must not bring its text back.
@Configuration(proxyBeanMethods = false)
class ConversationPersonalData {

  private static final String OF_PERSON = "channel_id = :channel and customer_id = :customer";

  @Bean
  @Order(20)
  PersonalData personalConversations(JdbcClient jdbc) {
    return new PersonalTable(jdbc, "conversation", "channel_id, customer_id", OF_PERSON);
  }

  @Bean
  @Order(21)
  PersonalData personalMessages(JdbcClient jdbc) {
    return new PersonalTable(
        jdbc, "message", "channel_id, customer_id, sent_at, event_key", OF_PERSON);
  }

  @Bean
  @Order(22)
  PersonalData personalEarlyChanges(JdbcClient jdbc) {
    return new PersonalTable(jdbc, "early_change", "channel_id, meta_message_id", OF_PERSON);
  }
}
