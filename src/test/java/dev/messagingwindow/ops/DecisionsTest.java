package dev.messagingwindow.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messagingwindow.content.Evidence;
import dev.messagingwindow.content.Severity;
import dev.messagingwindow.ledger.AdminAction;
import dev.messagingwindow.ledger.Ledger;
import dev.messagingwindow.ledger.LedgerEntry;
import dev.messagingwindow.ledger.LedgerKey;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.OutboundContent;
import dev.messagingwindow.policy.Rule;
import dev.messagingwindow.policy.Sender;
import dev.messagingwindow.policy.Verdict;
import dev.messagingwindow.policy.Violation;
import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import dev.messagingwindow.window.Window;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

class DecisionsTest extends ServiceTest {

  private static final String TEXT = "Only today 20 % off!";
  private static final MessageId MESSAGE = new MessageId(UUID.randomUUID());

  @Autowired private Ledger ledger;

  private TestChannel channel;

  @BeforeEach
  void connect() {
    channel = aFacebookChannel();
  }

  @Test
  void listsNewestFirstPageByPage() {
    recordOneOfEach();

    var all = list("").at("decisions");
    var first = list("&limit=3");
    var next = list("&limit=3&cursor=" + first.text("nextCursor"));

    assertThat(values(all, "kind"))
        .containsExactly("ADMIN", "META_ANSWER", "RECHECK", "DECISION", "DECISION");
    assertThat(first.at("decisions")).hasSize(3);
    assertThat(first.at("decisions.2")).isEqualTo(all.get(2));
    assertThat(next.at("decisions.0")).isEqualTo(all.get(3));
    assertThat(next.at("decisions")).hasSize(2);
    assertThat(next.at("nextCursor").isNull()).isTrue();
  }

  @Test
  void showsWhatTheContractNames() {
    recordOneOfEach();

    var refused = list("&outcome=REJECTED").at("decisions.0");

    assertThat(refused.propertyNames())
        .contains(
            "decisionId",
            "kind",
            "decidedAt",
            "channelId",
            "conversationId",
            "sender",
            "keyName",
            "outcome",
            "violations",
            "label",
            "windowState",
            "rulesVersion",
            "textHash",
            "messageId",
            "confirmedBy",
            "answersMessageId");
    assertThat(refused.at("/sender").toString())
        .isEqualTo("{\"type\":\"AUTOMATION\",\"agentId\":\"bot\"}");
    assertThat(refused.at("/violations").toString())
        .isEqualTo(
            "[{\"rule\":\"DISCOUNT\",\"severity\":\"REJECT\",\"confidence\":0.97,"
                + "\"facts\":{\"limit\":7},\"evidence\":[{\"start\":11,\"end\":19}]}]");
    assertThat(refused.at("/decidedAt").asString()).isEqualTo("2026-09-25T18:00:00.000Z");
    assertThat(refused.at("/windowState").asString()).isEqualTo("HUMAN_AGENT");
    assertThat(refused.at("/messageId").isNull()).isTrue();
    assertThat(list("&kind=RECHECK").at("decisions.0.label").toString())
        .isEqualTo("{\"messagingType\":\"MESSAGE_TAG\",\"tag\":\"HUMAN_AGENT\"}");
    assertThat(list("&kind=META_ANSWER").at("decisions.0.metaAnswer").toString())
        .isEqualTo(
            "{\"status\":\"FAILED\",\"code\":10,\"subcode\":null,\"reason\":\"WINDOW_CLOSED\"}");
    assertThat(list("&kind=ADMIN").at("decisions.0.admin").toString())
        .isEqualTo("{\"action\":\"GIVEN_UP\",\"reason\":\"=1+1\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "outcome=REJECTED,                  DECISION",
    "outcome=ALLOWED,                   'RECHECK,DECISION'",
    "outcome=CONFIRMATION_REQUIRED,     ''",
    "rule=DISCOUNT,                     DECISION",
    "rule=AUTOMATED,                    ''",
    "kind=META_ANSWER,                  META_ANSWER",
    "kind=DECISION&outcome=ALLOWED,     DECISION",
    "from=2026-09-25T18:00:02Z,         'ADMIN,META_ANSWER,RECHECK'",
    "to=2026-09-25T18:00:02Z,           'DECISION,DECISION'",
  })
  void findsWhatIsAskedFor(String query, String kinds) {
    recordOneOfEach();

    var found = list("&" + query);

    assertThat(String.join(",", values(found.at("decisions"), "kind"))).isEqualTo(kinds);
  }

  @Test
  void findsWhatBecameOfAMessage() {
    recordOneOfEach();
    ledger.record(LedgerEntry.sent(channelId(), null, new MessageId(UUID.randomUUID()), now()));

    var found = list("&messageId=" + MESSAGE);

    assertThat(values(found.at("decisions"), "kind"))
        .containsExactly("ADMIN", "META_ANSWER", "RECHECK", "DECISION");
  }

  @Test
  void exportsTheSameAsCsv() {
    recordOneOfEach();

    var answer = csv("");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
    assertThat(answer.headers().firstValue("Next-Cursor")).isEmpty();
    assertThat(answer.body()).startsWith("decisionId,kind,").endsWith("\r\n");
    var decisions = list("").at("decisions");
    var rows = rows(answer);
    assertThat(rows).hasSize(decisions.size());
    for (var i = 0; i < rows.size(); i++) {
      var json = decisions.get(i);
      var row = rows.get(i);
      for (var name :
          List.of(
              "decisionId",
              "kind",
              "decidedAt",
              "channelId",
              "conversationId",
              "keyName",
              "outcome",
              "windowState",
              "rulesVersion",
              "textHash",
              "messageId",
              "confirmedBy",
              "answersMessageId")) {
        assertThat(row.get(name)).as(name).isEqualTo(json.path(name).asString(""));
      }
      assertThat(row.get("violations"))
          .isEqualTo(json.path("violations").isEmpty() ? "" : json.path("violations").toString());
      assertThat(row.get("senderType")).isEqualTo(json.at("/sender/type").asString(""));
      assertThat(row.get("agentId")).isEqualTo(json.at("/sender/agentId").asString(""));
      assertThat(row.get("messagingType")).isEqualTo(json.at("/label/messagingType").asString(""));
      assertThat(row.get("tag")).isEqualTo(json.at("/label/tag").asString(""));
      assertThat(row.get("metaStatus")).isEqualTo(json.at("/metaAnswer/status").asString(""));
      assertThat(row.get("metaCode")).isEqualTo(json.at("/metaAnswer/code").asString(""));
      assertThat(row.get("metaReason")).isEqualTo(json.at("/metaAnswer/reason").asString(""));
      assertThat(row.get("action")).isEqualTo(json.at("/admin/action").asString(""));
    }
  }

  @Test
  void exportsWithTheSameFilters() {
    recordOneOfEach();

    assertThat(rows(csv("&outcome=REJECTED")))
        .extracting(row -> row.get("outcome"))
        .containsExactly("REJECTED");
    assertThat(rows(csv("&kind=ADMIN"))).hasSize(1);
    assertThat(rows(csv("&rule=COUPON"))).isEmpty();
    assertThat(csv("&rule=COUPON").body()).startsWith("decisionId,kind,").endsWith("reason\r\n");
  }

  @Test
  void exportsNoCellThatASpreadsheetWouldRun() {
    ledger.record(LedgerEntry.admin(channelId(), "=key", AdminAction.REQUEUED, null, now()));
    assertThat(rows(csv(""))).extracting(row -> row.get("keyName")).containsExactly("'=key");
    for (var reason :
        List.of("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "a=b", "he said \"no\",\r\ntwice")) {
      ledger.record(LedgerEntry.admin(channelId(), "key", AdminAction.REQUEUED, reason, now()));
    }

    assertThat(rows(csv("")))
        .extracting(row -> row.get("reason"))
        .containsExactly(
            "he said \"no\",\r\ntwice", "a=b", "'\tx", "'@SUM(A1)", "'-1", "'+1", "'=1+1", "");
  }

  @Test
  void goesOnWithTheExportWhereItEnded() {
    recordOneOfEach();

    var first = csv("&limit=2");
    var cursor = first.headers().firstValue("Next-Cursor").orElseThrow();
    var second = csv("&limit=3&cursor=" + cursor);

    var ids = new ArrayList<String>();
    rows(first).forEach(row -> ids.add(row.get("decisionId")));
    assertThat(ids).hasSize(2);
    rows(second).forEach(row -> ids.add(row.get("decisionId")));
    assertThat(ids).containsExactlyElementsOf(values(list("").at("decisions"), "decisionId"));
    assertThat(second.headers().firstValue("Next-Cursor")).isEmpty();
  }

  @Test
  void exportsMoreThanAListShows() {
    recordMany(2500);

    assertThat(rows(csv("")).stream().map(row -> row.get("decisionId")).distinct()).hasSize(2500);
    assertThat(rows(csv("&limit=1700"))).hasSize(1700);
  }

  /// Half an export must not pass for a whole one.
  @Test
  void breaksTheConnectionWhenAnExportFailsHalfWay() {
    jdbc.sql(
            """
            insert into decision (decided_at, channel_id, decision_id, kind, action)
            values (?, ?::uuid, gen_random_uuid(), 'ADMIN', 'DANCED')
            """)
        .params(now().atOffset(java.time.ZoneOffset.UTC), channel.channelId())
        .update();
    advance(Duration.ofSeconds(1));
    recordMany(2500);

    assertThatThrownBy(() -> csv("")).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void showsAKeyOfOneChannelOnlyThatOne() {
    var other = aFacebookChannel();
    recordOneOfEach();
    ledger.record(
        LedgerEntry.admin(
            ChannelId.valueOf(other.channelId()), "key", AdminAction.REQUEUED, null, now()));
    var limited = limitedTo(other);

    assertThat(values(limited.get("/api/v1/decisions").at("decisions"), "channelId"))
        .containsExactly(other.channelId());
    assertThat(rows(limited.with("Accept", "text/csv").get("/api/v1/decisions"))).hasSize(1);
    for (var caller : List.of(limited, limited.with("Accept", "text/csv"))) {
      var hidden = caller.get("/api/v1/decisions?channelId=" + channel.channelId());
      assertThat(hidden.problem()).isEqualTo("channel-not-found");
      assertThat(hidden.body())
          .isEqualTo(caller.get("/api/v1/decisions?channelId=" + UUID.randomUUID()).body());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, channelId=x,          channelId",
    "application/json, outcome=PERHAPS,      outcome",
    "application/json, rule=SILENCE,         rule",
    "application/json, kind=GUESS,           kind",
    "application/json, messageId=1,          messageId",
    "application/json, from=yesterday,       from",
    "application/json, to=tomorrow,          to",
    "application/json, cursor=nonsense,      cursor",
    "application/json, limit=501,            limit",
    "application/json, limit=0,              limit",
    "text/csv,         outcome=PERHAPS,      outcome",
    "text/csv,         limit=100001,         limit",
    "text/csv,         cursor=nonsense,      cursor",
  })
  void namesTheFieldThatIsWrong(String accept, String query, String field) {
    var refused = api().with("Accept", accept).get("/api/v1/decisions?" + query);

    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("invalid-request");
    assertThat(refused.text("errors.0.field")).isEqualTo(field);
  }

  @Test
  void recordsWhoHeldAChannelAndWhoLiftedIt() {
    api().delete(channel.path("/hold"));
    api().put(channel.path("/hold"), "{'reason':'a complaint'}");
    api().delete(channel.path("/hold"));

    var decisions = list("&kind=ADMIN").at("decisions");
    assertThat(actions(decisions)).containsExactly("HOLD_LIFTED", "HOLD_SET");
    assertThat(values(decisions, "keyName")).containsExactly("sandbox", "sandbox");
    assertThat(decisions.get(1).at("/admin/reason").asString()).isEqualTo("a complaint");
  }

  @Test
  void recordsWhatMetaDidToAChannelWithoutAKey() {
    enforce("block", 1);
    enforce("block", 1);
    enforce("unblock", 2);
    enforce("warning", 3);

    var decisions = list("&kind=ADMIN").at("decisions");
    assertThat(actions(decisions)).containsExactly("WARNED_BY_META", "HOLD_LIFTED", "HOLD_SET");
    assertThat(values(decisions, "keyName")).containsExactly("", "", "");
    assertThat(decisions.get(2).at("/admin/reason").asString()).isEqualTo("because");
  }

  @Test
  void recordsWhoAcknowledgedAWarning() {
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");
    enforce("warning", 1);

    api().post(channel.path("/acknowledgements"), "{}");
    api().post(channel.path("/acknowledgements"), "{'customerId':'%s'}".formatted(customer));

    var decisions = list("&kind=ADMIN").at("decisions");
    assertThat(actions(decisions))
        .containsExactly("WARNING_ACKNOWLEDGED", "WARNING_ACKNOWLEDGED", "WARNED_BY_META");
    assertThat(values(decisions, "keyName")).containsExactly("sandbox", "sandbox", "");
    assertThat(decisions.get(0).path("conversationId").asString()).matches("[0-9a-f-]{36}");
    assertThat(decisions.get(1).path("conversationId").isNull()).isTrue();
    assertThat(decisions.toString()).doesNotContain(customer);
  }

  /// A second apart: refused, accepted, decided again, answered by Meta, given up.
  private void recordOneOfEach() {
    var key = LedgerKey.of(UUID.randomUUID(), LedgerKey.newSalt());
    ledger.record(
        LedgerEntry.decision(
            channelId(),
            key,
            new Sender.Automation("bot"),
            "desk",
            new OutboundContent.Text(TEXT),
            verdict(
                null,
                new Violation(
                    Rule.DISCOUNT,
                    Severity.REJECT,
                    Map.of("limit", 7),
                    0.97,
                    List.of(new Evidence(11, 19, "20 % off")))),
            null,
            null,
            now()));
    advance(Duration.ofSeconds(1));
    ledger.record(
        LedgerEntry.decision(
            channelId(),
            key,
            new Sender.Human("a-17"),
            "desk, left",
            new OutboundContent.Text(TEXT),
            verdict(Label.HUMAN_AGENT),
            MESSAGE,
            new LedgerEntry.Confirmation("a-17", "m_1"),
            now()));
    advance(Duration.ofSeconds(1));
    ledger.record(
        LedgerEntry.recheck(
            channelId(),
            key,
            new Sender.Human("a-17"),
            new OutboundContent.Text(TEXT),
            verdict(Label.HUMAN_AGENT),
            MESSAGE,
            null,
            now()));
    advance(Duration.ofSeconds(1));
    ledger.record(
        LedgerEntry.metaAnswer(
            channelId(),
            key,
            MESSAGE,
            LedgerEntry.MetaStatus.FAILED,
            10,
            null,
            Rule.WINDOW_CLOSED,
            now()));
    advance(Duration.ofSeconds(1));
    ledger.record(
        LedgerEntry.admin(channelId(), "ops", AdminAction.GIVEN_UP, "=1+1", now())
            .about(MESSAGE)
            .in(key));
  }

  private void recordMany(int rows) {
    ledger.record(
        IntStream.range(0, rows)
            .mapToObj(
                _ -> LedgerEntry.admin(channelId(), "key", AdminAction.REQUEUED, "again", now()))
            .toList());
  }

  private Verdict verdict(Label label, Violation... violations) {
    return new Verdict(
        List.of(violations),
        label,
        new Window.HumanAgent(new Window.Ends(now(), now().plusSeconds(1))),
        "2026-11");
  }

  private void enforce(String action, int second) {
    var answer =
        new MetaWebhook(baseUrl())
            .post(
                MetaWebhook.page(
                    channel.accountId(),
                    "{'recipient':{'id':'1'},'timestamp':%d,'policy_enforcement':{'action':'%s','reason':'because'}}"
                        .formatted(now().toEpochMilli() - 10_000 + second * 1000L, action)));
    assertThat(answer.status()).isEqualTo(200);
  }

  private ChannelId channelId() {
    return ChannelId.valueOf(channel.channelId());
  }

  private Answer list(String more) {
    var answer = api().get("/api/v1/decisions?channelId=" + channel.channelId() + more);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private Answer csv(String more) {
    return api()
        .with("Accept", "text/csv")
        .get("/api/v1/decisions?channelId=" + channel.channelId() + more);
  }

  private static List<Map<String, String>> rows(Answer csv) {
    assertThat(csv.status()).as(csv.body()).isEqualTo(200);
    try (var rows =
        new CsvMapper()
            .readerFor(Map.class)
            .with(CsvSchema.emptySchema().withHeader())
            .<Map<String, String>>readValues(csv.body())) {
      return rows.readAll();
    }
  }

  private static List<String> values(JsonNode decisions, String name) {
    return StreamSupport.stream(decisions.spliterator(), false)
        .map(decision -> decision.path(name).asString(""))
        .toList();
  }

  private static List<String> actions(JsonNode decisions) {
    return StreamSupport.stream(decisions.spliterator(), false)
        .map(decision -> decision.at("/admin/action").asString(""))
        .toList();
  }

  private Api limitedTo(TestChannel only) {
    var made =
        api()
            .post(
                "/api/v1/keys",
                "{'name':'limited','roles':['ops'],'channelIds':['%s']}"
                    .formatted(only.channelId()));
    return Api.at(baseUrl()).withKey(made.text("key"));
  }
}
