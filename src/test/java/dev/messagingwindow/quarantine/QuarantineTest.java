package dev.messagingwindow.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.model.CursorText;
import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// Events that cannot be stored, since the database refuses the text of a customer, and events of
/// kinds that Meta invents tomorrow.
@TestPropertySource(properties = "messaging.quarantine.max-unknown-per-day=3")
class QuarantineTest extends ServiceTest {

  private static final long AT = 1790000000123L;
  private static final String POISON = "poison, said Anna";
  private static final String UNKNOWN =
      "{'sender':{'id':'%s'},'recipient':{'id':'1'},'timestamp':%d,'hologram':{'of':'Anna'}}";

  @Autowired private Quarantine quarantine;
  @Autowired private MeterRegistry meters;

  private TestChannel channel;
  private String customer;

  @BeforeEach
  void poison() {
    channel = aFacebookChannel();
    customer = aNewCustomer();
    jdbc.sql("alter table message add constraint poison check (text not like 'poison%') not valid")
        .update();
  }

  @AfterEach
  void cure() {
    jdbc.sql("alter table message drop constraint if exists poison").update();
  }

  @Test
  void commitsTheOtherEventsOfTheBody() {
    var other = aNewCustomer();

    var answer =
        post(text("m_1", other, "a"), text("m_2", customer, POISON), text("m_3", other, "b"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(messages(other)).isEqualTo(2);
    assertThat(messages(customer)).isZero();
    assertThat(channel.window(customer).text("state")).isEqualTo("NEVER_OPENED");
    var listed = list("channelId=" + channel.channelId());
    assertThat(listed.at("events").size()).isEqualTo(1);
    assertThat(listed.text("events.0.channelId")).isEqualTo(channel.channelId());
    assertThat(listed.text("events.0.platform")).isEqualTo("FACEBOOK");
    assertThat(listed.text("events.0.kind")).isEqualTo("MESSAGE");
    assertThat(listed.text("events.0.reason")).isEqualTo("FAILED");
    assertThat(listed.text("events.0.failure.type")).isEqualTo("DataIntegrityViolationException");
    assertThat(listed.text("events.0.failure.sqlState")).isEqualTo("23514");
    assertThat(listed.text("events.0.receivedAt")).isEqualTo(time(now()));
    assertThat(listed.text("events.0.expiresAt"))
        .isEqualTo(time(now().plus(Duration.ofHours(7 * 24))));
    assertThat(listed.text("events.0.replayedAt")).isNull();
    assertThat(listed.body()).doesNotContain("Anna").doesNotContain(customer);
  }

  @Test
  void keepsTheContentEncrypted() {
    post(text("m_1", customer, POISON));

    var row =
        jdbc.sql("select q::text from quarantined_event q where channel_id = ?::uuid")
            .param(channel.channelId())
            .query(String.class)
            .single();
    assertThat(row).doesNotContain("Anna").doesNotContain(customer).contains("ey");
  }

  @Test
  void keepsAnEventOnceThatMetaRepeats() {
    var before = kept("failed");
    post(text("m_1", customer, POISON));
    post(text("m_1", customer, POISON));
    post(text("m_0", customer, "hello"), text("m_1", customer, POISON));

    assertThat(rows()).isEqualTo(1);
    assertThat(messages(customer)).isEqualTo(1);
    assertThat(kept("failed") - before).isEqualTo(1);
  }

  @Test
  void storesAnEventWhoseCauseIsGone() {
    post(text("m_1", customer, POISON));
    var id = theOnlyId();
    advance(Duration.ofHours(2));

    var failed = replay(id);
    assertThat(failed.status()).isEqualTo(200);
    assertThat(failed.text("outcome")).isEqualTo("FAILED_AGAIN");
    assertThat(failed.text("failure.sqlState")).isEqualTo("23514");
    assertThat(failed.text("replayedAt")).isEqualTo(time(now()));
    assertThat(messages(customer)).isZero();

    cure();
    var stored = replay(id);
    assertThat(stored.status()).isEqualTo(200);
    assertThat(stored.text("outcome")).isEqualTo("STORED");
    assertThat(stored.text("quarantineId")).isEqualTo(id);
    assertThat(channel.window(customer).text("lastMessageAt"))
        .isEqualTo("2026-09-21T14:13:20.123Z");
    assertThat(messages(customer)).isEqualTo(1);
    assertThat(rows()).isZero();
    assertThat(replay(id).problem()).isEqualTo("not-found");
    post(text("m_1", customer, POISON));
    assertThat(messages(customer)).isEqualTo(1);
  }

  @Test
  void storesOnceWhatIsReplayedAtTheSameMoment() throws Exception {
    post(text("m_1", customer, POISON));
    var id = theOnlyId();
    cure();

    var answers = atTheSameMoment(6, () -> replay(id));

    assertThat(answers)
        .allSatisfy(answer -> {
          if (answer.status() == 200) {
            assertThat(answer.text("outcome")).isEqualTo("STORED");
          } else {
            assertThat(answer.problem()).isEqualTo("not-found");
          }
        });
    assertThat(answers).anySatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
    assertThat(messages(customer)).isEqualTo(1);
    assertThat(rows()).isZero();
  }

  @Test
  void takesTheTimeOfTheFirstArrivalForAnEventWithoutOne() {
    var arrival = time(now());
    new MetaWebhook(baseUrl())
        .post(
            "{'object':'page','entry':[{'id':'%s','messaging':[{'sender':{'id':'%s'},'message':{'mid':'m_1','text':'%s'}}]}]}"
                .formatted(channel.accountId(), customer, POISON)
                .replace('\'', '"'));
    advance(Duration.ofHours(3));
    cure();

    assertThat(replay(theOnlyId()).text("outcome")).isEqualTo("STORED");

    assertThat(channel.window(customer).text("openedAt")).isEqualTo(arrival);
  }

  @Test
  void keepsAnUnknownKindOnceAndDoesNotPretendToStoreIt() {
    var before = kept("unknown_kind");
    assertThat(post(UNKNOWN.formatted(customer, AT)).status()).isEqualTo(200);
    assertThat(post(UNKNOWN.formatted(customer, AT)).status()).isEqualTo(200);

    assertThat(kept("unknown_kind") - before).isEqualTo(1);
    var listed = list("channelId=" + channel.channelId() + "&reason=UNKNOWN_KIND");
    assertThat(listed.at("events").size()).isEqualTo(1);
    assertThat(listed.text("events.0.kind")).isEqualTo("UNKNOWN");
    assertThat(listed.at("events.0.failure").isNull()).isTrue();
    var replayed = replay(theOnlyId());
    assertThat(replayed.text("outcome")).isEqualTo("FAILED_AGAIN");
    assertThat(replayed.text("reason")).isEqualTo("UNKNOWN_KIND");
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void keepsUnknownFieldsAndFormsThatNameNoCustomer() {
    var meta = new MetaWebhook(baseUrl());
    var entry = "{'object':'page','entry':[{'id':'%s','time':1790000000500,%s}]}";
    for (var content :
        List.of(
            "'changes':[{'field':'holograms','value':{'of':'Anna'}}]",
            "'changes':[{'field':'holograms','value':'Anna'}]",
            "'field':'holograms','value':{'of':'Bert'}")) {
      for (var repeat = 0; repeat < 2; repeat++) {
        assertThat(
                meta.post(entry.formatted(channel.accountId(), content).replace('\'', '"'))
                    .status())
            .isEqualTo(200);
      }
    }

    assertThat(rows()).isEqualTo(3);
  }

  @Test
  void keepsNoMoreUnknownKindsOfAChannelThanTheDayHasRoomFor() {
    var other = aFacebookChannel();
    post(IntStream.range(0, 5).mapToObj(i -> UNKNOWN.formatted(customer, AT + i)));
    post(UNKNOWN.formatted(customer, AT + 5), text("m_1", customer, "hello"));
    assertThat(rows()).isEqualTo(3);
    assertThat(messages(customer)).isEqualTo(1);

    post(other, Stream.of(UNKNOWN.formatted(customer, AT)));
    assertThat(rows(other)).isEqualTo(1);

    post(text("m_2", customer, POISON));
    assertThat(rows()).isEqualTo(4);

    advance(Duration.ofHours(24));
    post(UNKNOWN.formatted(customer, AT + 6));
    assertThat(rows()).isEqualTo(5);
  }

  @Test
  void keepsNothingOfAStrangeAccountAndOfADisconnectedOneOnlyWhatFailed() {
    var before = jdbc.sql("select count(*) from quarantined_event").query(Long.class).single();
    new MetaWebhook(baseUrl())
        .post(MetaWebhook.page(aNewAccountId(), UNKNOWN.formatted(customer, AT)));
    api().delete(channel.path(""));

    post(UNKNOWN.formatted(customer, AT));

    assertThat(jdbc.sql("select count(*) from quarantined_event").query(Long.class).single())
        .isEqualTo(before);
    jdbc.sql(
            "alter table conversation add constraint poison check (customer_id <> '%s')"
                .formatted(customer))
        .update();
    try {
      assertThat(post(text("m_1", customer, "hello")).status()).isEqualTo(200);
    } finally {
      jdbc.sql("alter table conversation drop constraint poison").update();
    }
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void asksMetaToComeAgainWhenEvenTheQuarantineRefuses() {
    jdbc.sql(
            "alter table quarantined_event add constraint full_up check (channel_id <> '%s')"
                .formatted(channel.channelId()))
        .update();
    try {
      var answer = post(text("m_1", customer, POISON));

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.problem()).isEqualTo("unavailable");
    } finally {
      jdbc.sql("alter table quarantined_event drop constraint full_up").update();
    }
    assertThat(post(text("m_1", customer, POISON)).status()).isEqualTo(200);
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void forgetsAfterSevenDays() {
    post(text("m_1", customer, POISON));
    var id = theOnlyId();

    advance(Duration.ofHours(7 * 24).minusMillis(1));
    quarantine.purge();
    assertThat(rows()).isEqualTo(1);
    assertThat(list("channelId=" + channel.channelId()).at("events").size()).isEqualTo(1);

    advance(Duration.ofMillis(1));
    assertThat(list("channelId=" + channel.channelId()).at("events").size()).isZero();
    assertThat(replay(id).problem()).isEqualTo("not-found");
    quarantine.purge();
    assertThat(rows()).isZero();
  }

  @Test
  void listsNewestFirstPageByPage() {
    for (var i = 0; i < 3; i++) {
      post(text("m_" + i, customer, POISON));
      advance(Duration.ofMinutes(1));
    }
    var all = list("channelId=" + channel.channelId());
    var first = list("limit=2&channelId=" + channel.channelId());
    var next =
        list("limit=2&channelId=" + channel.channelId() + "&cursor=" + first.text("nextCursor"));

    assertThat(all.at("events")).hasSize(3);
    assertThat(all.text("events.0.receivedAt")).isGreaterThan(all.text("events.1.receivedAt"));
    assertThat(
            Stream.of(
                first.text("events.0.quarantineId"),
                first.text("events.1.quarantineId"),
                next.text("events.0.quarantineId")))
        .containsExactly(
            all.text("events.0.quarantineId"),
            all.text("events.1.quarantineId"),
            all.text("events.2.quarantineId"));
    assertThat(next.text("nextCursor")).isNull();
    assertThat(list("reason=UNREADABLE_ITEM&channelId=" + channel.channelId()).at("events"))
        .isEmpty();
    var farAway = CursorText.encode(Instant.MAX, UUID.randomUUID());
    assertThat(api().get("/api/v1/quarantine?cursor=" + farAway).problem())
        .isEqualTo("invalid-request");
    assertThat(api().get("/api/v1/quarantine?cursor=nonsense").problem())
        .isEqualTo("invalid-request");
  }

  @Test
  void hidesWhatIsOutOfReachOfAKey() {
    post(text("m_1", customer, POISON));
    var id = theOnlyId();
    var key =
        api()
            .post(
                "/api/v1/keys",
                "{'name':'limited','roles':['ops'],'channelIds':['%s']}"
                    .formatted(aFacebookChannel().channelId()))
            .text("key");
    var limited = Api.at(baseUrl()).withKey(key);

    assertThat(limited.get("/api/v1/quarantine").at("events")).isEmpty();
    assertThat(limited.get("/api/v1/quarantine?channelId=" + channel.channelId()).problem())
        .isEqualTo("channel-not-found");
    var hidden = limited.post("/api/v1/quarantine/" + id + "/replay", "{}");
    assertThat(hidden.status()).isEqualTo(404);
    assertThat(hidden.body().replace(id, ""))
        .isEqualTo(
            limited
                .post("/api/v1/quarantine/" + UUID.randomUUID() + "/replay", "{}")
                .body()
                .replaceAll("[0-9a-f-]{36}", ""));
  }

  private static String text(String mid, String customer, String text) {
    return "{'sender':{'id':'%s'},'recipient':{'id':'1'},'timestamp':%d,'message':{'mid':'%s','text':'%s'}}"
        .formatted(customer, AT, mid, text);
  }

  private Answer post(String... items) {
    return post(Stream.of(items));
  }

  private Answer post(Stream<String> items) {
    return post(channel, items);
  }

  private Answer post(TestChannel to, Stream<String> items) {
    return new MetaWebhook(baseUrl())
        .post(MetaWebhook.page(to.accountId(), String.join(",", items.toList())));
  }

  private Answer list(String query) {
    var answer = apiAs("ops").get("/api/v1/quarantine?" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private String theOnlyId() {
    var listed = list("channelId=" + channel.channelId());
    assertThat(listed.at("events")).hasSize(1);
    return listed.text("events.0.quarantineId");
  }

  private Answer replay(String id) {
    return api().post("/api/v1/quarantine/" + id + "/replay", "{}");
  }

  private int messages(String of) {
    return api().get(channel.customerPath(of, "/messages")).at("messages").size();
  }

  private long rows() {
    return rows(channel);
  }

  private long rows(TestChannel of) {
    return jdbc.sql("select count(*) from quarantined_event where channel_id = ?::uuid")
        .param(of.channelId())
        .query(Long.class)
        .single();
  }

  private double kept(String reason) {
    return meters.counter("messaging.quarantine.kept", "reason", reason).count();
  }

  private static String time(Instant instant) {
    return new DateTimeFormatterBuilder().appendInstant(3).toFormatter().format(instant);
  }

  private static <T> List<T> atTheSameMoment(int times, Callable<T> call) throws Exception {
    var start = new CyclicBarrier(times);
    Callable<T> together =
        () -> {
          start.await();
          return call.call();
        };
    try (var threads = Executors.newFixedThreadPool(times)) {
      var results = new ArrayList<T>();
      for (var result : threads.invokeAll(Collections.nCopies(times, together))) {
        results.add(result.get());
      }
      return results;
    }
  }
}
