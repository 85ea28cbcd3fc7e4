package dev.messagingwindow.privacy;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import java.util.Set;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A table of which every row that a condition finds is one person's.
public final class PersonalTable implements PersonalData {

  private static final int FETCH_SIZE = 200;

  private final JdbcClient jdbc;
  private final String table;
  private final String key;
  private final String ofPerson;

  /// @param key the columns of the primary key, separated by commas
  /// @param ofPerson in SQL, with `:channel` and `:customer`
  public PersonalTable(JdbcClient jdbc, String table, String key, String ofPerson) {
    this.jdbc = jdbc;
    this.table = table;
    this.key = key;
    this.ofPerson = ofPerson;
  }

  @Override
  public Set<String> tables() {
    return Set.of(table);
  }

  @Override
  public void erase(ChannelId channelId, CustomerId customerId) {
    jdbc.sql("delete from %s where %s".formatted(table, ofPerson))
        .param("channel", channelId.value())
        .param("customer", customerId.value())
        .update();
  }

  @Override
  public int eraseSome(ChannelId channelId, int limit) {
    return jdbc.sql(
            """
            delete from %1$s where channel_id = :channel and (%2$s) in (
              select %2$s from %1$s where channel_id = :channel limit :limit)
            """
                .formatted(table, key))
        .param("channel", channelId.value())
        .param("limit", limit)
        .update();
  }

  @Override
  public void export(ChannelId channelId, CustomerId customerId, Export export) {
    export.start(table);
    jdbc.sql("select * from %s where %s order by %s".formatted(table, ofPerson, key))
        .param("channel", channelId.value())
        .param("customer", customerId.value())
        .withFetchSize(FETCH_SIZE)
        .query((RowCallbackHandler) export::row);
    export.end();
  }
}
