package dev.messagingwindow.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the parser makes of items that are not as they should be.
class HostileItemsTest {

  private static final Instant RECEIVED_AT = Instant.parse("2026-09-25T18:00:00Z");

  private final EventParser parser = new EventParser();

  static List<String> files() {
    return Payloads.files();
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsEveryMutationOfASampleWithoutFailing(String file) {
    assertThat(MutatedPayloads.of(file))
        .allSatisfy(mutant -> {
          try {
            assertThat(parser.parse(mutant.body(), RECEIVED_AT))
                .noneMatch(event -> event.kind() == EventKind.UNREADABLE);
          } catch (UnreadableBodyException _) {
            assertThat(mutant.path()).isEqualTo("/entry");
          }
        });
  }

  /// What is kept of an event brings the very same event again.
  @ParameterizedTest
  @MethodSource("files")
  void readsFromItsEnvelopeTheSameEventAgain(String file) throws Exception {
    for (var event : parser.parse(Payloads.read(file), RECEIVED_AT)) {
      assertSame(event);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'field':'holograms','value':{'of':'x'}}",
        "'x\\ud83d\\u0000'",
      })
  void readsAFlatEntryAgain(String value) throws Exception {
    assertSame(
        parse(
                "{'object':'instagram','entry':[{'id':'1','time':1790000000,'field':'comments','value':%s}]}"
                    .formatted(value))
            .getFirst());
  }

  private void assertSame(WebhookEvent event) throws Exception {
    var again = parser.parse(event.raw().envelope(), RECEIVED_AT);

    assertThat(again).hasSize(1);
    assertThat(again.getFirst())
        .usingRecursiveComparison()
        .ignoringFields("raw", "action")
        .isEqualTo(event);
    assertThat(again.getFirst().action()).isEqualTo(event.action());
  }

  static Stream<String> oddValues() {
    return Stream.of(
        "'\\u0000'",
        "'\\ud83d'",
        "'\\ude00\\ud83d'",
        "1e999999",
        "-1e999999",
        "7".repeat(5000),
        "'" + "7".repeat(5000) + "'",
        "9223372036854775808",
        "[".repeat(400) + "]".repeat(400));
  }

  @ParameterizedTest
  @MethodSource("oddValues")
  void readsAnItemWithAnOddValueAnywhereAndTheOneBesideIt(String odd) throws Exception {
    var good =
        "{'sender':{'id':'2'},'timestamp':1790000000123,'message':{'mid':'good','text':'t'}}";
    for (var item :
        List.of(
            "{'sender':{'id':'2'},'timestamp':%s,'message':{'mid':'m','text':'t'}}",
            "{'sender':{'id':%s},'timestamp':1,'message':{'mid':'m','text':'t'}}",
            "{'sender':{'id':'2'},'timestamp':1,'message':{'mid':%s,'text':'t'}}",
            "{'sender':{'id':'2'},'timestamp':1,'message':{'text':%s}}",
            "{'sender':{'id':'2'},'timestamp':1,'postback':{'payload':%s}}",
            "{'sender':{'id':'2'},'timestamp':1,'hologram':%s}",
            "{'sender':{'id':'2'},'read':{'watermark':%s}}",
            "{'sender':%s,'message_edit':{'mid':'m','num_edit':1,'text':'t'}}")) {
      var events =
          parse(
              "{'object':'page','entry':[{'id':'1','time':%s,'messaging':[%s,%s]}]}"
                  .formatted(odd, item.formatted(odd), good));

      assertThat(events).as(item).hasSize(2);
      assertThat(events.getFirst().kind()).as(item).isNotEqualTo(EventKind.UNREADABLE);
      assertThat(events.getLast().key().value()).isEqualTo("message|good");
      assertSame(events.getFirst());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud83d", "a\\u0000b"})
  void readsAnItemWithAnOddKey(String key) throws Exception {
    var events =
        parse(
            "{'object':'page','entry':[{'id':'1','messaging':[{'sender':{'id':'2'},'%s':{'%s':1}}]}]}"
                .formatted(key, key));

    assertThat(events).extracting(WebhookEvent::kind).containsExactly(EventKind.UNKNOWN);
    assertSame(events.getFirst());
  }

  @Test
  void takesTheLastOfTwoEqualKeys() throws Exception {
    var event =
        parse(
                "{'object':'page','entry':[{'id':'1','messaging':[{'sender':{'id':'3'},'sender':{'id':'2'},'message':{'mid':'m'},'message':{'mid':'n'}}]}]}")
            .getFirst();

    assertThat(event.customerId().value()).isEqualTo("2");
    assertThat(event.key().value()).isEqualTo("message|n");
  }

  private List<WebhookEvent> parse(String body) throws Exception {
    return parser.parse(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), RECEIVED_AT);
  }
}
