package dev.messagingwindow.bulk;

import static dev.messagingwindow.sql.SqlInstants.bind;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.Sha256;
import dev.messagingwindow.policy.BulkRule;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/// Remembers for ten minutes who sent what to whom. Of messages accepted at the same moment one may
/// not see the others: the count may lag by as many.
@Repository
public class BulkSends {

  private final JdbcClient jdbc;
  private final Clock clock;

  BulkSends(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// To how many customers this person sent nearly the same text of late, this one included.
  public int reached(
      ChannelId channelId, String agentId, CustomerId customerId, String text, Instant now) {
    return 1
        + jdbc.sql(
                """
                select count(distinct customer_hash) from bulk_send
                where channel_id = ? and agent_id = ? and sent_at > ? and customer_hash <> ?
                  and bit_count((sketch # ?)::bit(64)) <= ?
                """)
            .params(
                channelId.value(),
                agentId,
                bind(now.minus(BulkRule.PERIOD)),
                hash(channelId, customerId),
                TextSketch.of(text).bits(),
                TextSketch.MAX_DISTANCE)
            .query(Integer.class)
            .single();
  }

  /// Part of the transaction that accepts the message: what is refused does not count.
  public void record(
      ChannelId channelId, String agentId, CustomerId customerId, String text, Instant now) {
    jdbc.sql(
            """
            insert into bulk_send (channel_id, agent_id, customer_hash, sketch, sent_at)
            values (?, ?, ?, ?, ?)
            on conflict (channel_id, agent_id, customer_hash, sketch) do update set sent_at = excluded.sent_at
            """)
        .params(
            channelId.value(),
            agentId,
            hash(channelId, customerId),
            TextSketch.of(text).bits(),
            bind(now))
        .update();
  }

  private static UUID hash(ChannelId channelId, CustomerId customerId) {
    return Sha256.first128(channelId + ":" + customerId.value());
  }

  /// What no count looks at any more.
  @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT10M")
  void forgetOld() {
    jdbc.sql("delete from bulk_send where sent_at <= ?")
        .param(bind(clock.instant().minus(BulkRule.PERIOD)))
        .update();
  }
}
