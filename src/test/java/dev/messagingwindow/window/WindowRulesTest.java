package dev.messagingwindow.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.model.Extension;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WindowRulesTest {

  private static final Instant WROTE = Instant.parse("2026-09-21T14:13:20.123Z");

  @ParameterizedTest
  @CsvSource({
    "PT0S,                NONE,        Standard", // the start belongs to the window
    "PT23H59M59.999S,     NONE,        Standard", // last millisecond in
    "PT24H,               NONE,        Closed", // first one out
    "PT167H59M59.999S,    NONE,        Closed", // no second window without the option
    "PT168H,              NONE,        Closed",
    "PT0S,                HUMAN_AGENT, Standard",
    "PT23H59M59.999S,     HUMAN_AGENT, Standard", // last millisecond of 24 hours
    "PT24H,               HUMAN_AGENT, HumanAgent", // no gap between the two
    "P6DT23H59M59.999S,   HUMAN_AGENT, HumanAgent", // seven days from the message, not from its 24
    // h
    "P7D,                 HUMAN_AGENT, Closed", // first millisecond out
    "P8D,                 HUMAN_AGENT, Closed", // would be open if the 7 days followed the 24 hours
  })
  void namesTheWindowOnBothSidesOfEachEdgeAfterAMessage(
      Duration since, Extension extension, String window) {
    var actions = new CustomerActions(WROTE, OpenedBy.MESSAGE, WROTE, null);

    var at = WindowRules.at(WROTE.plus(since), actions, extension);

    assertThat(at.getClass().getSimpleName()).isEqualTo(window);
  }

  @ParameterizedTest
  @CsvSource({
    "PT23H59M59.999S,   NONE,        Standard",
    "PT24H,             NONE,        Closed",
    "PT23H59M59.999S,   HUMAN_AGENT, Standard",
    "PT24H,             HUMAN_AGENT, Closed", // without a message there are no seven days
    "P6DT23H59M59.999S, HUMAN_AGENT, Closed",
  })
  void givesNoSevenDaysToACustomerWhoOnlyClicked(
      Duration since, Extension extension, String window) {
    var actions = new CustomerActions(WROTE, OpenedBy.POSTBACK, null, null);

    var at = WindowRules.at(WROTE.plus(since), actions, extension);

    assertThat(at.getClass().getSimpleName()).isEqualTo(window);
  }

  @ParameterizedTest
  @CsvSource({
    // a click 25 hours after the message
    "PT25H,    PT25H,              Standard", // opens the 24 hours again
    "PT25H,    PT48H59M59.999S,    Standard",
    "PT25H,    PT49H,              HumanAgent", // back to the seven days of the message
    "PT25H,    P6DT23H59M59.999S,  HumanAgent",
    "PT25H,    P7D,                Closed", // the click moved no 7 days
    // a click on the last day: its 24 hours outlast the seven days
    "P6DT12H,  P7D,                Standard",
    "P6DT12H,  P7DT11H59M59.999S,  Standard",
    "P6DT12H,  P7DT12H,            Closed", // no return to seven days that are over
  })
  void countsTheTwoWindowsFromDifferentActions(Duration clicked, Duration since, String window) {
    var actions = new CustomerActions(WROTE.plus(clicked), OpenedBy.POSTBACK, WROTE, null);

    var at = WindowRules.at(WROTE.plus(since), actions, Extension.HUMAN_AGENT);

    assertThat(at.getClass().getSimpleName()).isEqualTo(window);
  }

  @ParameterizedTest
  @EnumSource
  void hasNoWindowForACustomerWhoNeverActed(Extension extension) {
    assertThat(WindowRules.at(WROTE, null, extension)).isEqualTo(new Window.NeverOpened());
  }

  @ParameterizedTest
  @CsvSource({
    "PT-0.001S, PT1H,   false", // the customer acted after the refusal
    "PT0S,      PT1H,   true", // in the same millisecond: the refusal stands
    "PT0.001S,  PT1H,   true",
    "PT30M,     PT29M,  false", // not refused yet
    "PT30M,     PT30M,  true", // refused from that instant on
    "PT25H,     PT26H,  true", // in the human-agent window too
    "PT25H,     PT24H,  false",
  })
  void keepsTheWindowShutFromMetasRefusalUntilTheNextAction(
      Duration refused, Duration since, boolean shut) {
    var refusedAt = WROTE.plus(refused);
    var actions = new CustomerActions(WROTE, OpenedBy.MESSAGE, WROTE, refusedAt);
    var ends = new Window.Ends(WROTE.plus(Duration.ofHours(24)), WROTE.plus(Duration.ofDays(7)));

    var at = WindowRules.at(WROTE.plus(since), actions, Extension.HUMAN_AGENT);

    if (shut) {
      assertThat(at).isEqualTo(new Window.Closed(ends, refusedAt));
    } else {
      assertThat(at).isNotInstanceOf(Window.Closed.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NONE,        MESSAGE,  PT0S,   PT24H,    ,     PT24H",
    "HUMAN_AGENT, MESSAGE,  PT0S,   PT24H,    PT168H, PT168H",
    "HUMAN_AGENT, POSTBACK, ,       PT24H,    ,     PT24H", // no message, no end
    "HUMAN_AGENT, POSTBACK, PT-25H, PT24H,    PT143H, PT143H", // each from its own action
    "HUMAN_AGENT, POSTBACK, PT-156H, PT24H,   PT12H,  PT24H", // the later of the two
    "NONE,        POSTBACK, PT-25H, PT24H,    ,     PT24H",
  })
  void saysExactlyWhenEachWindowEnds(
      Extension extension,
      OpenedBy openedBy,
      @Nullable Duration message,
      Duration standardEnd,
      @Nullable Duration humanAgentEnd,
      Duration laterEnd) {
    var actions = new CustomerActions(WROTE, openedBy, from(message), null);

    var at = WindowRules.at(WROTE, actions, extension);

    var ends = new Window.Ends(WROTE.plus(standardEnd), from(humanAgentEnd));
    assertThat(at).isEqualTo(new Window.Standard(ends));
    assertThat(ends.closesAt()).isEqualTo(WROTE.plus(laterEnd));
  }

  @Test
  void keepsTheEndsOfAWindowThatHasShut() {
    var actions = new CustomerActions(WROTE, OpenedBy.MESSAGE, WROTE, null);

    var at = WindowRules.at(WROTE.plus(Duration.ofDays(30)), actions, Extension.NONE);

    assertThat(at)
        .isEqualTo(
            new Window.Closed(new Window.Ends(WROTE.plus(Duration.ofHours(24)), null), null));
  }

  @ParameterizedTest
  @CsvSource({
    "MESSAGE, true",
    "POSTBACK, false",
    "REACTION, false",
    "REFERRAL, false",
    "LEAD, false",
    "OPT_IN, false",
  })
  void restartsTheSevenDaysByMessagesAlone(OpenedBy openedBy, boolean restarts) {
    assertThat(openedBy.restartsHumanAgentWindow()).isEqualTo(restarts);
  }

  private static @Nullable Instant from(@Nullable Duration offset) {
    return offset == null ? null : WROTE.plus(offset);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "PT0S,              -,    -,    Open",
        "P6DT23H59M59.999S, -,    -,    Open", // last millisecond in
        "P7D,               -,    -,    Expired", // first one out
        "PT1H,              PT2M, -,    Removed",
        "P8D,               PT2M, -,    Removed", // it was gone before it expired
        "PT1H,              -,    PT2M, Used",
        "P8D,               -,    PT2M, Used",
        "PT1H,              PT3M, PT2M, Used", // the message has gone out
      })
  void namesTheRightToAPrivateReply(
      Duration since, @Nullable Duration removed, @Nullable Duration used, String right) {
    var createdAt = Instant.parse("2026-09-21T14:13:20Z");
    var comment =
        new CommentFacts(
            createdAt,
            removed == null ? null : createdAt.plus(removed),
            used == null ? null : createdAt.plus(used));

    var named = WindowRules.privateReplyAt(createdAt.plus(since), comment);

    assertThat(named.getClass().getSimpleName()).isEqualTo(right);
  }

  @Test
  void knowsNoRightWithoutAComment() {
    var now = Instant.parse("2026-09-21T14:13:20Z");

    assertThat(WindowRules.privateReplyAt(now, null)).isEqualTo(new PrivateReply.Unknown());
    assertThat(WindowRules.privateReplyAt(now, new CommentFacts(null, now, null)))
        .isEqualTo(new PrivateReply.Removed(now));
  }
}
