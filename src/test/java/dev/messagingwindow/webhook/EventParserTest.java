package dev.messagingwindow.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messagingwindow.model.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

  private static final Instant RECEIVED_AT = Instant.parse("2026-09-25T18:00:00Z");

  private final EventParser parser = new EventParser();

  @ParameterizedTest(name = "{0}[{1}] {5}")
  @CsvFileSource(resources = "/payloads/expected.csv", numLinesToSkip = 1)
  void readsEverySamplePayloadAsExpected(
      String file,
      int index,
      String object,
      String accountId,
      String customerId,
      String kind,
      Instant at,
      String opens,
      String restarts)
      throws Exception {
    var event = parser.parse(Payloads.read(file), RECEIVED_AT).get(index);

    assertThat(event.platform())
        .isEqualTo(object.equals("page") ? Platform.FACEBOOK : Platform.INSTAGRAM);
    assertThat(event.accountId().value()).isEqualTo(accountId);
    assertThat(event.customerId() == null ? null : event.customerId().value())
        .isEqualTo(customerId);
    assertThat(event.kind().tag()).isEqualTo(kind);
    assertThat(event.at()).isEqualTo(at);
    var opener =
        event.customerId() != null && event.action() instanceof Action.Open open ? open.by() : null;
    assertThat(opener != null).isEqualTo(opens.equals("yes"));
    assertThat(opener != null && opener.restartsHumanAgentWindow())
        .isEqualTo(restarts.equals("yes"));
  }

  @Test
  void givesTwoEventsOneKeyExactlyWhereTheyAreTheSameEvent() throws Exception {
    var events = new ArrayList<Expected>();
    for (var row : Payloads.expected()) {
      var event = parser.parse(Payloads.read(row.file()), RECEIVED_AT).get(row.index());
      events.add(new Expected(row.dedupeKey(), row.object() + row.accountId() + event.key()));
    }

    var comparable = events.stream().filter(event -> !event.expected.isEmpty()).toList();

    assertThat(comparable).hasSizeGreaterThan(70);
    for (var one : comparable) {
      for (var other : comparable) {
        assertThat(one.actual.equals(other.actual))
            .as("%s and %s", one.expected, other.expected)
            .isEqualTo(one.expected.equals(other.expected));
      }
    }
  }

  @Test
  void findsNoEventThatIsNotExpected() throws Exception {
    for (var file : Payloads.files()) {
      assertThat(parser.parse(Payloads.read(file), RECEIVED_AT))
          .as(file)
          .hasSize(
              (int) Payloads.expected().stream().filter(row -> row.file().equals(file)).count());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1790000000123,      2026-09-21T14:13:20.123Z", // milliseconds
    "1790000000,         2026-09-21T14:13:20.000Z", // seconds
    "'\"1790000000\"',   2026-09-21T14:13:20.000Z", // seconds as text
    "'\"1790000000123\"',2026-09-21T14:13:20.123Z", // milliseconds as text
    "999999999999,       2026-09-25T18:00:00.000Z", // the last number of seconds: far future
    "0,                  2026-09-21T14:13:20.500Z", // unusable: the entry's time
    "-5,                 2026-09-21T14:13:20.500Z", // unusable
    "null,               2026-09-21T14:13:20.500Z", // unusable
    "'\"soon\"',         2026-09-21T14:13:20.500Z", // unusable
    "1.5e12,             2026-09-21T14:13:20.500Z", // not a whole number
    "99999999999999999999, 2026-09-21T14:13:20.500Z", // no instant at all
    "2790000000123,      2026-09-25T18:00:00.000Z", // future: cut to the time of arrival
    "999999999999999999, 2026-09-25T18:00:00.000Z", // far future
  })
  void takesTheEventsOwnTimeThenTheEntrysThenTheTimeOfArrival(String timestamp, Instant expected)
      throws Exception {
    var event = only(message("{'mid':'m','text':'t'}", timestamp));

    assertThat(event.at()).isEqualTo(expected);
  }

  @Test
  void takesTheTimeOfArrivalWhereNothingElseIsUsable() throws Exception {
    var body =
        "{'object':'page','entry':[{'id':'1','messaging':[{'sender':{'id':'2'},'message':{'mid':'m'}}]}]}";

    assertThat(only(body).at()).isEqualTo(RECEIVED_AT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "[]", "[{}]", "3", "null", "{'entry':{}}", "{'entry':'x'}", "{'object':"})
  void refusesWhatIsNoNotification(String body) {
    assertThatThrownBy(() -> parse(body)).isInstanceOf(UnreadableBodyException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'object':'page','entry':[]}",
        "{'object':'page','entry':null}",
        "{'object':'user','entry':[{'id':'1','messaging':[{'message':{}}]}]}",
        "{'object':'page','entry':[3,'x',null,[],{}]}",
        "{'object':'page','entry':[{'id':'1','messaging':'x','standby':3,'changes':{}}]}",
        "{'object':'page','entry':[{'id':'1','messaging':[3,'x',null,[]]}]}",
        "{'object':'page','entry':[{'id':'no account','messaging':[{'message':{}}]}]}",
      })
  void skipsWhatItCannotRead(String body) throws Exception {
    assertThat(parse(body)).isEmpty();
  }

  @Test
  void keepsTheGoodItemsBesideABadOne() throws Exception {
    var events =
        parse(
            "{'object':'page','entry':[{'id':'1','messaging':[7,{'sender':{'id':'2'},'message':{'mid':'m'}}]}]}");

    assertThat(events).extracting(WebhookEvent::kind).containsExactly(EventKind.MESSAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"mid\":\"m\",\"is_echo\":null,\"is_deleted\":false,\"text\":\"t\"}', MESSAGE", // absent
    "'{\"mid\":\"m\",\"is_echo\":true}', MESSAGE_ECHO",
  })
  void takesNullAndFalseForAbsent(String message, EventKind expected) throws Exception {
    assertThat(only(message(message, "1790000000123")).kind()).isEqualTo(expected);
  }

  @Test
  void readsIdsThatAreNumbersWithoutLosingADigit() throws Exception {
    var event =
        only(
            "{'object':'page','entry':[{'id':410000000000001,'messaging':[{'sender':{'id':71000000000000117},'message':{'mid':'m'}}]}]}");

    assertThat(event.accountId().value()).isEqualTo("410000000000001");
    assertThat(event.customerId().value()).isEqualTo("71000000000000117");
  }

  @Test
  void replacesWhatPostgresCannotStore() throws Exception {
    var event =
        only(message("{'mid':'m','text':'a\\u0000b\\ud83dc\\ud83d\\ude00'}", "1790000000123"));

    assertThat(event.action())
        .isInstanceOfSatisfying(
            Action.Open.class,
            open -> assertThat(open.content().text()).isEqualTo("a\uFFFDb\uFFFDc\uD83D\uDE00"));
  }

  @Test
  void neverCountsTheAccountItselfAsACustomer() throws Exception {
    var reaction =
        only(
            "{'object':'page','entry':[{'id':'1','messaging':[{'sender':{'id':'1'},'recipient':{'id':'2'},'timestamp':1790000000123,'reaction':{'mid':'m','action':'react'}}]}]}");

    assertThat(reaction.customerId()).isNull();
  }

  @Test
  void findsTheCustomerOfAnEchoWhoseSidesAreSwapped() throws Exception {
    var echo =
        only(
            "{'object':'page','entry':[{'id':'1','messaging':[{'sender':{'id':'2'},'recipient':{'id':'1'},'timestamp':1790000000123,'message':{'mid':'m','is_echo':true}}]}]}");

    assertThat(echo.customerId().value()).isEqualTo("2");
  }

  private WebhookEvent only(String body) throws Exception {
    assertThat(parse(body)).hasSize(1);
    return parse(body).getFirst();
  }

  private List<WebhookEvent> parse(String body) throws Exception {
    return parser.parse(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), RECEIVED_AT);
  }

  private static String message(String message, String timestamp) {
    return ("{'object':'page','entry':[{'id':'1','time':1790000000500,'messaging':"
            + "[{'sender':{'id':'2'},'recipient':{'id':'1'},'timestamp':%s,'message':%s}]}]}")
        .formatted(timestamp, message);
  }

  private record Expected(String expected, String actual) {}
}
