package dev.messagingwindow.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.sql.SqlInstants;
import dev.messagingwindow.testing.ServiceTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class ClaimTest extends ServiceTest {

  private static final ChannelId CHANNEL = new ChannelId(new UUID(0, 1));

  /// From the sixth time on the driver lets PostgreSQL keep the statement.
  private static final int UNTIL_ITS_PLAN_IS_KEPT = 10;

  @Autowired private Outbox outbox;
  @Autowired private TransactionTemplate transaction;

  /// A service that starts with an empty queue has its plans made for one; they stay until
  /// PostgreSQL has counted the rows again, a minute later or more.
  @Test
  void claimsOfAFullQueueWithThePlanOfAnEmptyOne() {
    transaction.executeWithoutResult(status -> {
      status.setRollbackOnly();
      // hides the real one in this transaction
      jdbc.sql("create temp table outbound_message (like public.outbound_message including all)")
          .update();
      jdbc.sql("set local plan_cache_mode = force_generic_plan").update();
      // so that the test ends when the plan is a bad one: it would take many minutes
      jdbc.sql("set local statement_timeout = '20s'").update();
      for (var time = 0; time < UNTIL_ITS_PLAN_IS_KEPT; time++) {
        assertThat(outbox.claim(CHANNEL, now(), 20)).isEmpty();
      }
      fillQueue();

      assertThat(outbox.claim(CHANNEL, now(), 20)).hasSize(20);
      assertThat(outbox.claim(CHANNEL, now(), 20)).hasSize(20);
    });
  }

  private void fillQueue() {
    jdbc.sql(
            """
            insert into outbound_message
              (channel_id, message_id, customer_id, ordinal, text, sender_type, key_name, status, accepted_label, label, due_at, created_at)
            select :channel, gen_random_uuid(), 'c' || n % 50, n, 'hi', 'AUTOMATION', 'test', 'QUEUED', 'RESPONSE', 'RESPONSE', :now, :now
            from generate_series(1, 4000) n
            """)
        .param("channel", CHANNEL.value())
        .param("now", SqlInstants.bind(now()))
        .update();
  }
}
