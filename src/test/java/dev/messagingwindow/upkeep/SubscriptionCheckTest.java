package dev.messagingwindow.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SubscriptionCheckTest extends ServiceTest {

  @Autowired private SubscriptionCheck check;

  @Test
  void subscribesAgainWhatMetaEnded() {
    var channel = aFacebookChannel();
    assertThat(api().delete(subscription(channel)).status()).isEqualTo(200);
    assertThat(isSubscribed(channel)).isFalse();

    check.run();

    assertThat(isSubscribed(channel)).isTrue();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "hello");
    assertThat(channel.window(customer).text("state")).isEqualTo("STANDARD");
  }

  @Test
  void opensAGapForWhatWasMissedSinceItLastLooked() {
    var channel = aFacebookChannel();
    theGapOfItsConnectIsFilled(channel);
    advance(Duration.ofHours(30));
    check.run();
    advance(Duration.ofHours(5));
    assertThat(api().delete(subscription(channel)).status()).isEqualTo(200);
    advance(Duration.ofMinutes(30));

    check.run();

    var backfill = api().get(channel.path("")).at("connectionHealth.backfill");
    assertThat(backfill.path("state").asString()).isEqualTo("RUNNING");
    assertThat(backfill.path("since").asString()).isEqualTo("2026-09-26T23:00:00.000Z");
    assertThat(backfill.path("until").asString()).isEqualTo("2026-09-27T05:30:00.000Z");
  }

  @Test
  void subscribesAgainWhenAFieldIsMissing() {
    var channel = aFacebookChannel();
    api().post(subscription(channel) + "&subscribed_fields=messages", "");
    assertThat(fields(channel)).isEqualTo(1);

    check.run();

    assertThat(fields(channel)).isGreaterThan(10);
  }

  @Test
  void leavesADisconnectedChannelAlone() {
    var channel = anInstagramChannel();
    api().delete(channel.path(""));

    check.run();

    assertThat(isSubscribed(channel)).isFalse();
  }

  private void theGapOfItsConnectIsFilled(TestChannel channel) {
    jdbc.sql(
            """
            update channel_backfill set state = 'DONE', finished_at = until
            where channel_id = ?::uuid
            """)
        .param(channel.channelId())
        .update();
  }

  private boolean isSubscribed(TestChannel channel) {
    return api().get(subscription(channel)).at("data").size() == 1;
  }

  private int fields(TestChannel channel) {
    return api().get(subscription(channel)).at("data.0.subscribed_fields").size();
  }

  private static String subscription(TestChannel channel) {
    return "/sandbox/graph/v25.0/%s/subscribed_apps?access_token=EAAtest"
        .formatted(channel.accountId());
  }
}
