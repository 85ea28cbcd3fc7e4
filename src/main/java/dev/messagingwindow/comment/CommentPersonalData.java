package dev.messagingwindow.comment;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.privacy.Export;
import dev.messagingwindow.privacy.PersonalData;
import dev.messagingwindow.privacy.PersonalTable;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rights that a person's comments gave, and those of nameless comments whose reply reached the
/// person.
@Component
@Order(30)
class CommentPersonalData implements PersonalData {

  private final JdbcClient jdbc;
  private final PersonalTable rights;

  CommentPersonalData(JdbcClient jdbc) {
    this.jdbc = jdbc;
    rights =
        new PersonalTable(
            jdbc,
            "private_reply_right",
            "channel_id, target_kind, target_id",
            """
            channel_id = :channel and (customer_id = :customer or used_by in (
              select message_id from outbound_message where channel_id = :channel and customer_id = :customer))
            """);
  }

  @Override
  public Set<String> tables() {
    return rights.tables();
  }

  /// Messages are locked before rights, everywhere.
  @Override
  public void erase(ChannelId channelId, CustomerId customerId) {
    jdbc.sql(
            """
            select 1 from outbound_message where channel_id = ? and customer_id = ?
            order by message_id for update
            """)
        .params(channelId.value(), customerId.value())
        .query(Integer.class)
        .list();
    rights.erase(channelId, customerId);
  }

  @Override
  public int eraseSome(ChannelId channelId, int limit) {
    return rights.eraseSome(channelId, limit);
  }

  @Override
  public void export(ChannelId channelId, CustomerId customerId, Export export) {
    rights.export(channelId, customerId, export);
  }
}
