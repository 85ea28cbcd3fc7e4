package dev.messagingwindow.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Extension;
import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import dev.messagingwindow.window.CustomerActions;
import dev.messagingwindow.window.OpenedBy;
import dev.messagingwindow.window.WindowRules;
import dev.messagingwindow.window.WindowState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class ConversationListTest extends ServiceTest {

  @Autowired private ConversationListStore store;

  @Test
  void listsTheConversationThatClosesSoonestFirst() {
    var channel = aFacebookChannel();
    var wrote = now();
    writes(channel, "71", "m_1", wrote.minus(Duration.ofHours(1)));
    writes(channel, "72", "m_2", wrote.minus(Duration.ofHours(3)));
    writes(channel, "73", "m_3", wrote.minus(Duration.ofHours(2)));
    isEchoed(channel, "70", "m_4", wrote); // heard of, but never opened

    var listed = list(channel, "");

    assertThat(customers(listed)).containsExactly("72", "73", "71", "70");
    assertThat(listed.at("nextCursor").isNull()).isTrue();
  }

  @Test
  void showsTheWindowAndTheLastMessageOfEachConversation() {
    var channel = aFacebookChannelWithExtendedWindow();
    channel.customerWrites("71", "First");
    advance(Duration.ofMinutes(1));
    channel.customerWrites("71", "Last");
    advance(Duration.ofMinutes(1));
    channel.customerActs("71", "{'kind':'POSTBACK','text':'Button'}");

    var listed = list(channel, "");

    var window = channel.window("71").json();
    for (var field : window.propertyNames()) {
      assertThat(listed.at("conversations.0." + field)).isEqualTo(window.get(field));
    }
    assertThat(listed.text("conversations.0.lastMessageText")).isEqualTo("Last");
    assertThat(listed.at("conversations.0").size()).isEqualTo(window.size() + 2);
  }

  @ParameterizedTest
  @CsvSource({
    "STANDARD,                      72",
    "HUMAN_AGENT,                   71",
    "CLOSED,                        70",
    "NEVER_OPENED,                  73",
    "'STANDARD,HUMAN_AGENT',        71 72",
    "'CLOSED,NEVER_OPENED',         70 73",
  })
  void listsTheStatesAskedFor(String states, String expected) {
    var channel = aFacebookChannelWithExtendedWindow();
    writes(channel, "70", "m_0", now().minus(Duration.ofDays(8)));
    writes(channel, "71", "m_1", now().minus(Duration.ofDays(3)));
    writes(channel, "72", "m_2", now().minus(Duration.ofHours(1)));
    isEchoed(channel, "73", "m_3", now());

    var listed = list(channel, "?state=" + states);

    assertThat(customers(listed)).containsExactly(expected.split(" "));
  }

  @Test
  void countsUnansweredFromTheFirstMessageAfterTheLastAnswer() {
    var channel = aFacebookChannel();
    var start = now();
    writes(channel, "71", "m_1", start.minus(Duration.ofMinutes(50)));
    writes(channel, "71", "m_2", start.minus(Duration.ofMinutes(40)));
    assertThat(unansweredSince(channel)).isEqualTo(start.minus(Duration.ofMinutes(50)));

    isEchoed(channel, "71", "m_3", start.minus(Duration.ofMinutes(30)));
    assertThat(unansweredSince(channel)).isNull();
    assertThat(customers(list(channel, "?unanswered=true"))).isEmpty();
    assertThat(customers(list(channel, "?unanswered=false"))).containsExactly("71");

    writes(channel, "71", "m_5", start.minus(Duration.ofMinutes(10)));
    writes(channel, "71", "m_4", start.minus(Duration.ofMinutes(20)));
    assertThat(unansweredSince(channel)).isEqualTo(start.minus(Duration.ofMinutes(20)));
    assertThat(customers(list(channel, "?unanswered=true"))).containsExactly("71");
    assertThat(customers(list(channel, "?unanswered=false"))).isEmpty();
  }

  @Test
  void takesNoLateEchoOfAnOldAnswerForAnAnswer() {
    var channel = aFacebookChannel();
    writes(channel, "71", "m_1", now().minus(Duration.ofMinutes(10)));

    isEchoed(channel, "71", "m_0", now().minus(Duration.ofMinutes(20)));

    assertThat(unansweredSince(channel)).isEqualTo(now().minus(Duration.ofMinutes(10)));
  }

  @Test
  void takesNoClickForAQuestion() {
    var channel = aFacebookChannel();

    channel.customerActs("71", "{'kind':'POSTBACK','text':'Menu'}");

    assertThat(unansweredSince(channel)).isNull();
    assertThat(customers(list(channel, "?unanswered=true"))).isEmpty();
  }

  @Test
  void isNotAnsweredByWhatIsOnlyQueued() {
    var channel = aFacebookChannel();
    channel.customerWrites("71", "Where is it?");
    advance(Duration.ofSeconds(1));

    assertThat(channel.agentSends("71", "On its way.").text("status")).isEqualTo("QUEUED");

    assertThat(unansweredSince(channel)).isEqualTo(now().minusSeconds(1));
  }

  @Test
  void listsWhatClosesBeforeAnInstant() {
    var channel = aFacebookChannel();
    var wrote = now();
    writes(channel, "71", "m_1", wrote);
    isEchoed(channel, "70", "m_2", wrote);
    var closes = wrote.plus(Duration.ofHours(24));

    assertThat(customers(list(channel, "?closesBefore=" + closes.plusMillis(1))))
        .containsExactly("71");
    assertThat(customers(list(channel, "?closesBefore=" + closes))).isEmpty();
  }

  @Test
  void listsWhatChangedAfterAnInstant() {
    var channel = aFacebookChannel();
    writes(channel, "71", "m_1", now().minus(Duration.ofHours(1)));
    var changed = now();
    advance(Duration.ofMinutes(1));
    writes(channel, "72", "m_2", changed.minus(Duration.ofHours(2)));

    assertThat(customers(list(channel, "?updatedAfter=" + changed.minusMillis(1))))
        .containsExactly("72", "71");
    assertThat(customers(list(channel, "?updatedAfter=" + changed))).containsExactly("72");
    assertThat(customers(list(channel, "?updatedAfter=" + now()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void pagesWithoutLossOrRepetition(int limit) {
    var channel = aFacebookChannel();
    var wrote = now();
    for (var i = 0; i < 3; i++) {
      writes(channel, "a" + i, "m_a" + i, wrote); // three that close in one millisecond
      writes(channel, "b" + i, "m_b" + i, wrote.minusMillis(i + 1));
    }
    isEchoed(channel, "c", "m_c", wrote);

    var seen = new ArrayList<String>();
    String cursor = null;
    do {
      var page = list(channel, "?limit=" + limit + (cursor == null ? "" : "&cursor=" + cursor));
      assertThat(page.at("conversations").size()).isBetween(1, limit);
      seen.addAll(customers(page));
      assertThat(seen).doesNotHaveDuplicates();
      cursor = page.text("nextCursor");
    } while (cursor != null);

    assertThat(seen).containsExactly("b2", "b1", "b0", "a0", "a1", "a2", "c");
  }

  @Test
  void listsSeveralChannelsEachWithItsOwnOption() {
    var plain = aFacebookChannel();
    var extended = anInstagramChannelWithExtendedWindow();
    var other = aFacebookChannel();
    var wrote = now().minus(Duration.ofHours(30));
    writes(plain, "71", "m_1", wrote);
    writes(extended, "72", "m_2", wrote);
    writes(other, "73", "m_3", wrote);

    var listed =
        api()
            .get(
                "/api/v1/conversations?channelIds="
                    + plain.channelId()
                    + ","
                    + extended.channelId());

    assertThat(customers(listed)).containsExactly("71", "72");
    assertThat(listed.text("conversations.0.state")).isEqualTo("CLOSED");
    assertThat(listed.text("conversations.1.state")).isEqualTo("HUMAN_AGENT");
    assertThat(
            customers(
                api()
                    .get(
                        "/api/v1/conversations?state=HUMAN_AGENT&channelIds=%s,%s,%s"
                            .formatted(
                                plain.channelId(), extended.channelId(), other.channelId()))))
        .containsExactly("72");
  }

  @Test
  void knowsNoListOfAChannelThatDoesNotExist() {
    var known = aFacebookChannel().channelId();
    var unknown = new UUID(0, 0);

    assertThat(api().get("/api/v1/conversations?channelIds=" + known + "," + unknown).problem())
        .isEqualTo("channel-not-found");
    assertThat(api().get("/api/v1/channels/" + unknown + "/conversations").problem())
        .isEqualTo("channel-not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=501",
        "state=OPEN",
        "unanswered=maybe",
        "closesBefore=soon",
        "cursor=x",
        "channelIds=17",
      })
  void refusesAListingThatIsNotOne(String query) {
    var refused = api().get("/api/v1/conversations?" + query);

    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("invalid-request");
  }

  /// The statement and `WindowRules` say the same, over a grid of instants around every edge.
  @ParameterizedTest
  @EnumSource
  void computesTheSameStateAsTheRules(Extension extension) {
    var channel = connect("FACEBOOK", aNewAccountId(), extension == Extension.HUMAN_AGENT);
    var channelId = ChannelId.valueOf(channel.channelId());
    var grid = grid(Instant.parse("2026-03-28T23:30:00.123Z")); // a night with a change of clocks
    var known = new HashMap<String, @Nullable CustomerActions>();
    grid.forEach(actions -> known.put(insert(channelId, known.size(), actions), actions));
    known.put(insert(channelId, known.size(), null), null);

    for (var now : edges(grid)) {
      var computed = new HashMap<String, WindowState>();
      for (var state : WindowState.values()) {
        store
            .list(onlyIn(channelId, state), now)
            .forEach(listed ->
                assertThat(computed.put(listed.conversation().customerId().value(), state))
                    .isNull());
      }
      var ruled = new HashMap<String, WindowState>();
      known.forEach((customer, actions) ->
          ruled.put(customer, WindowState.of(WindowRules.at(now, actions, extension))));
      assertThat(computed).as("at %s", now).isEqualTo(ruled);
    }
    assertThat(ends(channelId)).isEqualTo(ends(known, extension));
  }

  private static List<CustomerActions> grid(Instant openedAt) {
    var grid = new ArrayList<CustomerActions>();
    for (var message :
        offsets(null, "PT0S", "PT-0.001S", "PT-25H", "P-6D", "P-6DT-0.001S", "P-8D")) {
      for (var refused : offsets(null, "PT-0.001S", "PT0S", "PT0.001S", "PT24H", "P6D")) {
        grid.add(
            new CustomerActions(
                openedAt,
                message != null && message.isZero() ? OpenedBy.MESSAGE : OpenedBy.POSTBACK,
                message == null ? null : openedAt.plus(message),
                refused == null ? null : openedAt.plus(refused)));
      }
    }
    return grid;
  }

  private static List<@Nullable Duration> offsets(@Nullable String... offsets) {
    var parsed = new ArrayList<@Nullable Duration>();
    for (var offset : offsets) {
      parsed.add(offset == null ? null : Duration.parse(offset));
    }
    return parsed;
  }

  /// Every instant at which any of them may change, and its neighbours.
  private static List<Instant> edges(List<CustomerActions> grid) {
    return grid.stream()
        .flatMap(actions ->
            Stream.of(
                actions.openedAt(),
                actions.openedAt().plus(WindowRules.STANDARD),
                actions.lastMessageAt() == null
                    ? actions.openedAt()
                    : actions.lastMessageAt().plus(WindowRules.HUMAN_AGENT),
                actions.closedByMetaAt() == null ? actions.openedAt() : actions.closedByMetaAt()))
        .flatMap(edge -> IntStream.rangeClosed(-1, 1).mapToObj(edge::plusMillis))
        .distinct()
        .sorted()
        .toList();
  }

  private String insert(ChannelId channelId, int number, @Nullable CustomerActions actions) {
    var customer = "c" + number;
    jdbc.sql(
            """
            insert into conversation
              (channel_id, customer_id, conversation_id, opened_at, opened_by, last_message_at, closed_by_meta_at, updated_at, updated_on)
            values (?, ?, ?, cast(? as timestamptz), ?, cast(? as timestamptz), cast(? as timestamptz), cast(? as timestamptz), cast(? as date))
            """)
        .param(channelId.value())
        .param(customer)
        .param(UUID.randomUUID())
        .param(actions == null ? null : actions.openedAt().toString())
        .param(actions == null ? null : actions.openedBy().name())
        .param(Objects.toString(actions == null ? null : actions.lastMessageAt(), null))
        .param(Objects.toString(actions == null ? null : actions.closedByMetaAt(), null))
        .param(now().toString())
        .param(now().toString().substring(0, 10))
        .update();
    return customer;
  }

  private static ConversationQuery onlyIn(ChannelId channelId, WindowState state) {
    return new ConversationQuery(Set.of(channelId), Set.of(state), null, null, null, null, 500);
  }

  private Map<String, Instant> ends(ChannelId channelId) {
    var ends = new HashMap<String, Instant>();
    store
        .list(new ConversationQuery(Set.of(channelId), null, null, null, null, null, 500), now())
        .forEach(listed -> ends.put(listed.conversation().customerId().value(), listed.closesAt()));
    return ends;
  }

  private Map<String, Instant> ends(
      Map<String, @Nullable CustomerActions> known, Extension extension) {
    var ends = new HashMap<String, Instant>();
    known.forEach((customer, actions) -> {
      var message = actions == null || extension == Extension.NONE ? null : actions.lastMessageAt();
      ends.put(
          customer,
          actions == null
              ? ConversationListStore.NEVER
              : Stream.of(
                      actions.openedAt().plus(WindowRules.STANDARD),
                      message == null ? Instant.MIN : message.plus(WindowRules.HUMAN_AGENT))
                  .max(Instant::compareTo)
                  .orElseThrow());
    });
    return ends;
  }

  private void writes(TestChannel channel, String customer, String messageId, Instant at) {
    channel.customerActs(
        customer,
        "{'text':'Hello','messageId':'%s','sentAt':'%s'}"
            .formatted(messageId + channel.accountId(), at));
  }

  /// Another app answers in the account's name.
  private void isEchoed(TestChannel channel, String customer, String messageId, Instant at) {
    var echoed =
        new MetaWebhook(baseUrl())
            .post(
                MetaWebhook.page(
                    channel.accountId(),
                    "{'sender':{'id':'%s'},'recipient':{'id':'%s'},'timestamp':%d,'message':{'mid':'%s','is_echo':true,'app_id':263902037430900,'text':'Answered from Business Suite'}}"
                        .formatted(channel.accountId(), customer, at.toEpochMilli(), messageId)));
    assertThat(echoed.status()).isEqualTo(200);
  }

  private @Nullable Instant unansweredSince(TestChannel channel) {
    var since = list(channel, "").text("conversations.0.unansweredSince");
    return since == null ? null : Instant.parse(since);
  }

  private Answer list(TestChannel channel, String query) {
    var listed = api().get(channel.path("/conversations" + query));
    assertThat(listed.status()).as(listed.body()).isEqualTo(200);
    return listed;
  }

  private static List<String> customers(Answer listed) {
    var customers = new ArrayList<String>();
    listed
        .at("conversations")
        .forEach(conversation -> customers.add(conversation.get("customerId").asString()));
    return customers;
  }
}
