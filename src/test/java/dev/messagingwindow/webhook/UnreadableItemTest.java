package dev.messagingwindow.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.conversation.EventKey;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// No item is known whose reading fails; should there be one, it comes to the writer like this.
class UnreadableItemTest extends ServiceTest {

  @Autowired private WebhookWriter writer;
  @Autowired private EventParser parser;

  @Test
  void isKeptWithoutItsWordsAndStoredOnceItCanBeRead() throws Exception {
    var connected = aFacebookChannel();
    var customer = aNewCustomer();
    var body =
        MetaWebhook.text(connected.accountId(), customer, "m_1", 1790000000123L, "said Anna")
            .getBytes(StandardCharsets.UTF_8);
    var readable = parser.parse(body, now()).getFirst();
    var unreadable =
        new WebhookEvent(
            readable.platform(),
            readable.accountId(),
            null,
            EventKind.UNREADABLE,
            now(),
            EventKey.of(null, "unreadable", "1"),
            new Action.Unreadable(new IllegalStateException("said Anna")),
            readable.raw());

    writer.store(
        List.of(new ChannelEvent(ChannelId.valueOf(connected.channelId()), null, unreadable)));

    var listed = api().get("/api/v1/quarantine?channelId=" + connected.channelId());
    assertThat(listed.text("events.0.reason")).isEqualTo("UNREADABLE_ITEM");
    assertThat(listed.text("events.0.kind")).isEqualTo("UNREADABLE");
    assertThat(listed.text("events.0.failure.type")).isEqualTo("IllegalStateException");
    assertThat(listed.body()).doesNotContain("Anna");
    var replayed =
        api().post("/api/v1/quarantine/" + listed.text("events.0.quarantineId") + "/replay", "{}");
    assertThat(replayed.text("outcome")).isEqualTo("STORED");
    assertThat(connected.window(customer).text("openedAt")).isEqualTo("2026-09-21T14:13:20.123Z");
  }
}
