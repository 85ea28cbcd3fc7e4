package dev.messagingwindow.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "messaging.meta.send-rate=1")
class SendRateTest extends ServiceTest {

  @Autowired private OutboxWorker worker;

  @Test
  void makesOnlyTheChannelWaitThatIsTooFast() {
    var fast = aFacebookChannel();
    var other = aFacebookChannel();
    var many = queue(fast, 5);
    var one = queue(other, 1);

    worker.runOnce();

    assertThat(statuses(other, one)).containsOnly("SENT");
    assertThat(statuses(fast, many)).contains("SENT", "QUEUED");
    await()
        .untilAsserted(() -> {
          worker.runOnce();
          assertThat(statuses(fast, many)).containsOnly("SENT");
        });
    assertThat(many)
        .allSatisfy(id ->
            assertThat(fast.message(id).at("attempts").asInt()).as("calls to Meta").isEqualTo(1));
  }

  private List<String> queue(TestChannel channel, int messages) {
    return IntStream.range(0, messages)
        .mapToObj(_ -> {
          var customer = aNewCustomer();
          channel.customerWrites(customer, "hello");
          return channel.agentSends(customer, "hi").text("messageId");
        })
        .toList();
  }

  private static List<String> statuses(TestChannel channel, List<String> messageIds) {
    return messageIds.stream().map(id -> channel.message(id).text("status")).toList();
  }
}
