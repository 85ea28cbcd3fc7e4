package dev.messagingwindow.conversation;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.privacy.Export;
import dev.messagingwindow.privacy.PersonalData;
import dev.messagingwindow.privacy.PersonalTable;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The decisions about a person. Nothing is erased in the ledger: with the conversation goes the
/// only thing that tells whose they were, and the salt of their hashes.
@Component
@Order(50)
class DecisionPersonalData implements PersonalData {

  private final PersonalTable decisions;

  DecisionPersonalData(JdbcClient jdbc) {
    decisions =
        new PersonalTable(
            jdbc,
            "decision",
            "channel_id, decided_at, decision_id",
            """
            channel_id = :channel and conversation_id in (
              select conversation_id from conversation where channel_id = :channel and customer_id = :customer)
            """);
  }

  @Override
  public Set<String> tables() {
    return decisions.tables();
  }

  @Override
  public void erase(ChannelId channelId, CustomerId customerId) {}

  @Override
  public int eraseSome(ChannelId channelId, int limit) {
    return 0;
  }

  @Override
  public void export(ChannelId channelId, CustomerId customerId, Export export) {
    decisions.export(channelId, customerId, export);
  }
}
