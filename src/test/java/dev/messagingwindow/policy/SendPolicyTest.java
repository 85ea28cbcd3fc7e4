package dev.messagingwindow.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.content.ContentRule;
import dev.messagingwindow.content.ContentRules;
import dev.messagingwindow.content.Evidence;
import dev.messagingwindow.content.Finding;
import dev.messagingwindow.content.OwnWords;
import dev.messagingwindow.content.Remedy;
import dev.messagingwindow.content.Severity;
import dev.messagingwindow.model.AttachmentType;
import dev.messagingwindow.model.ChannelStatus;
import dev.messagingwindow.model.Extension;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.model.OutboundContent;
import dev.messagingwindow.model.Platform;
import dev.messagingwindow.window.CommentFacts;
import dev.messagingwindow.window.CustomerActions;
import dev.messagingwindow.window.OpenedBy;
import dev.messagingwindow.window.Window;
import dev.messagingwindow.window.WindowRules;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SendPolicyTest {

  private static final Instant WROTE = Instant.parse("2026-09-21T14:13:20.123Z");
  private static final Instant IN_STANDARD = WROTE.plus(Duration.ofHours(1));
  private static final Instant IN_HUMAN_AGENT = WROTE.plus(Duration.ofHours(30));
  private static final Instant AFTER_ALL = WROTE.plus(Duration.ofDays(8));
  private static final Duration ACCEPT_MARGIN = Duration.ofSeconds(10);
  private static final Duration DISPATCH_MARGIN = Duration.ofSeconds(2);

  private static final Sender HUMAN = new Sender.Human("a-17");
  private static final Sender AUTOMATION = new Sender.Automation(null);
  private static final OutboundContent AN_IMAGE =
      new OutboundContent.Attachment(
          AttachmentType.IMAGE, URI.create("https://files.example/a.png"));
  private static final String DISCOUNT = "20 % off today";

  private final SendPolicy policy = new SendPolicy(ContentRules.none());

  @ParameterizedTest
  @CsvSource({
    "PT23H59M59.999S,   NONE,        HUMAN,      ALLOWED,  ,              RESPONSE", // last ms in
    "PT23H59M59.999S,   NONE,        AUTOMATION, ALLOWED,  ,              RESPONSE",
    "PT23H59M59.999S,   HUMAN_AGENT, HUMAN,      ALLOWED,  ,              RESPONSE", // no tag yet
    "PT23H59M59.999S,   HUMAN_AGENT, AUTOMATION, ALLOWED,  ,              RESPONSE",
    "PT24H,             NONE,        HUMAN,      REJECTED, WINDOW_CLOSED, ", // first ms out
    "PT24H,             NONE,        AUTOMATION, REJECTED, WINDOW_CLOSED, ",
    "PT24H,             HUMAN_AGENT, HUMAN,      ALLOWED,  ,              HUMAN_AGENT", // tag now
    "PT24H,             HUMAN_AGENT, AUTOMATION, REJECTED, AUTOMATED,     ", // humans only
    "P6DT23H59M59.999S, NONE,        HUMAN,      REJECTED, WINDOW_CLOSED, ", // option was not taken
    "P6DT23H59M59.999S, NONE,        AUTOMATION, REJECTED, WINDOW_CLOSED, ",
    "P6DT23H59M59.999S, HUMAN_AGENT, HUMAN,      ALLOWED,  ,              HUMAN_AGENT", // last in
    "P6DT23H59M59.999S, HUMAN_AGENT, AUTOMATION, REJECTED, AUTOMATED,     ",
    "P7D,               NONE,        HUMAN,      REJECTED, WINDOW_CLOSED, ",
    "P7D,               NONE,        AUTOMATION, REJECTED, WINDOW_CLOSED, ",
    "P7D,               HUMAN_AGENT, HUMAN,      REJECTED, WINDOW_CLOSED, ", // first out
    "P7D,               HUMAN_AGENT, AUTOMATION, REJECTED, WINDOW_CLOSED, ", // closed, not
    // AUTOMATED
  })
  void decidesOnBothSidesOfEachEdge(
      Duration since,
      Extension extension,
      String sender,
      Outcome outcome,
      @Nullable Rule rule,
      @Nullable Label label) {
    var draft = aDraft(sender.equals("HUMAN") ? HUMAN : AUTOMATION, "Your parcel left today.");

    for (var platform : Platform.values()) {
      for (var margin : List.of(Duration.ZERO, DISPATCH_MARGIN, ACCEPT_MARGIN)) {
        var situation = new SituationBuilder().on(platform).with(extension).build();

        // a margin moves every edge to an earlier instant, by exactly its length
        var verdict = policy.decide(draft, situation, WROTE.plus(since).minus(margin), margin);

        assertThat(verdict.outcome()).as("%s %s", platform, margin).isEqualTo(outcome);
        assertThat(rules(verdict)).isEqualTo(rule == null ? List.of() : List.of(rule));
        assertThat(verdict.label()).isEqualTo(label);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "P6DT23H59M59.999S, HUMAN,      ALLOWED,  ", // last millisecond in
    "P6DT23H59M59.999S, AUTOMATION, REJECTED, AUTOMATED",
    "P7D,               HUMAN,      REJECTED, WINDOW_CLOSED", // first one out
    "P7D,               AUTOMATION, REJECTED, WINDOW_CLOSED", // over, not AUTOMATED
  })
  void decidesOverAPrivateReplyOnBothSidesOfItsEdge(
      Duration since, String sender, Outcome outcome, @Nullable Rule rule) {
    var draft = aDraft(sender.equals("HUMAN") ? HUMAN : AUTOMATION, DISCOUNT);
    var comment = new CommentFacts(WROTE, null, null);

    for (var platform : Platform.values()) {
      for (var margin : List.of(Duration.ZERO, DISPATCH_MARGIN, ACCEPT_MARGIN)) {
        var now = WROTE.plus(since).minus(margin);

        var verdict =
            policy.decidePrivateReply(
                draft, platform, ChannelStatus.CONNECTED, comment, now, margin);

        assertThat(verdict.outcome()).as("%s %s", platform, margin).isEqualTo(outcome);
        assertThat(rules(verdict)).isEqualTo(rule == null ? List.of() : List.of(rule));
        assertThat(verdict.label())
            .isEqualTo(outcome == Outcome.ALLOWED ? Label.PRIVATE_REPLY : null);
      }
    }
  }

  @Test
  void judgesNoContentOfAPrivateReply() {
    var strict = new SendPolicy(new FindsAlways(Severity.REJECT, ContentRule.DISCOUNT));

    var verdict =
        strict.decidePrivateReply(
            aDraft(HUMAN, DISCOUNT),
            Platform.FACEBOOK,
            ChannelStatus.CONNECTED,
            new CommentFacts(WROTE, null, null),
            IN_HUMAN_AGENT,
            ACCEPT_MARGIN);

    assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
  }

  @Test
  void showsTheExactWindowEvenWhereTheMarginRules() {
    var now = WROTE.plus(Duration.ofHours(24)).minus(ACCEPT_MARGIN);
    var situation = new SituationBuilder().build();

    var verdict = policy.decide(aDraft(HUMAN, "Hello"), situation, now, ACCEPT_MARGIN);

    assertThat(rules(verdict)).containsExactly(Rule.WINDOW_CLOSED);
    assertThat(verdict.window()).isInstanceOf(Window.Standard.class);
  }

  @ParameterizedTest
  @EnumSource
  void allowsADiscountToAnybodyInTheStandardWindow(Platform platform) {
    var strict = new SendPolicy(new FindsAlways(Severity.REJECT, ContentRule.DISCOUNT));
    var situation = new SituationBuilder().on(platform).with(Extension.HUMAN_AGENT).build();

    for (var sender : List.of(HUMAN, AUTOMATION)) {
      var verdict = strict.decide(aDraft(sender, DISCOUNT), situation, IN_STANDARD, Duration.ZERO);

      assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
      assertThat(verdict.violations()).isEmpty();
      assertThat(verdict.label()).isEqualTo(Label.RESPONSE);
    }
  }

  @Test
  void rejectsADiscountInTheHumanAgentWindowAndShowsTheWords() {
    var finds = new FindsAlways(Severity.REJECT, ContentRule.DISCOUNT);
    var situation = new SituationBuilder().with(Extension.HUMAN_AGENT).build();

    var verdict =
        new SendPolicy(finds)
            .decide(aDraft(HUMAN, DISCOUNT), situation, IN_HUMAN_AGENT, Duration.ZERO);

    assertThat(verdict.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(verdict.label()).isNull();
    assertThat(verdict.rulesVersion()).isEqualTo("always");
    assertThat(verdict.violations())
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.rule()).isEqualTo(Rule.DISCOUNT);
          assertThat(violation.severity()).isEqualTo(Severity.REJECT);
          assertThat(violation.confidence()).isEqualTo(0.97);
          assertThat(violation.evidence()).containsExactly(new Evidence(0, 2, "20"));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "PT1H,  HUMAN_AGENT, 0", // standard
    "PT30H, HUMAN_AGENT, 1",
    "PT30H, NONE,        0", // closed: the words do not matter any more
    "P8D,   HUMAN_AGENT, 0",
  })
  void asksTheContentRulesOnlyInTheHumanAgentWindow(
      Duration since, Extension extension, int findings) {
    var finds = new FindsAlways(Severity.OBSERVE, ContentRule.ADVERTISING);
    var situation = new SituationBuilder().with(extension).build();

    var verdict =
        new SendPolicy(finds)
            .decide(aDraft(HUMAN, DISCOUNT), situation, WROTE.plus(since), Duration.ZERO);

    assertThat(rules(verdict).stream().filter(Rule.ADVERTISING::equals)).hasSize(findings);
  }

  @Test
  void asksTheContentRulesInTheWindowThatTheMarginReaches() {
    var finds = new FindsAlways(Severity.REJECT, ContentRule.DISCOUNT);
    var situation = new SituationBuilder().with(Extension.HUMAN_AGENT).build();
    var edge = WROTE.plus(WindowRules.STANDARD).minus(ACCEPT_MARGIN);
    var strict = new SendPolicy(finds);
    var draft = aDraft(HUMAN, DISCOUNT);

    assertThat(strict.decide(draft, situation, edge.minusMillis(1), ACCEPT_MARGIN).outcome())
        .isEqualTo(Outcome.ALLOWED);
    assertThat(rules(strict.decide(draft, situation, edge, ACCEPT_MARGIN)))
        .containsExactly(Rule.DISCOUNT);
  }

  @ParameterizedTest
  @CsvSource({
    "PT23H59M49.999S, HUMAN_AGENT, ALLOWED,  ,                      RESPONSE", // carries no tag
    "PT23H59M50S,     HUMAN_AGENT, REJECTED, HUMAN_AGENT_SUSPENDED, ", // the margin reaches the tag
    "PT30H,           HUMAN_AGENT, REJECTED, HUMAN_AGENT_SUSPENDED, ",
    "PT30H,           NONE,        REJECTED, WINDOW_CLOSED,         ", // no tag to suspend
    "P7D,             HUMAN_AGENT, REJECTED, WINDOW_CLOSED,         ",
  })
  void suspendsWhatWouldBeTaggedAndNothingElse(
      Duration since,
      Extension extension,
      Outcome outcome,
      @Nullable Rule rule,
      @Nullable Label label) {
    var situation = new SituationBuilder().with(extension).suspendedSince(WROTE).build();

    var verdict =
        policy.decide(aDraft(HUMAN, "Hello"), situation, WROTE.plus(since), ACCEPT_MARGIN);

    assertThat(verdict.outcome()).isEqualTo(outcome);
    assertThat(rules(verdict)).isEqualTo(rule == null ? List.of() : List.of(rule));
    assertThat(verdict.label()).isEqualTo(label);
  }

  @Test
  void saysSinceWhenTaggedMessagesAreSuspended() {
    var situation =
        new SituationBuilder()
            .with(Extension.HUMAN_AGENT)
            .suspendedSince(WROTE.plusMillis(1))
            .build();

    var verdict = policy.decide(aDraft(HUMAN, "Hello"), situation, IN_HUMAN_AGENT, Duration.ZERO);

    assertThat(verdict.violations().getFirst().facts())
        .containsEntry("suspendedSince", WROTE.plusMillis(1));
  }

  @Test
  void handsTheContentRulesTheTextAndWhatTheCustomerAsked() {
    var finds = new FindsAlways(Severity.OBSERVE, ContentRule.UNRELATED);
    var situation =
        new SituationBuilder().with(Extension.HUMAN_AGENT).asked("Where is it?", "Hello").build();

    new SendPolicy(finds).decide(aDraft(HUMAN, "Here."), situation, IN_HUMAN_AGENT, Duration.ZERO);

    assertThat(finds.asked).containsExactly("Here.", "Where is it?", "Hello");
  }

  @ParameterizedTest
  @CsvSource({
    "CONFIRM,         CONFIRMATION_REQUIRED, ", // no label before a human stood by it
    "OBSERVE,         ALLOWED,               HUMAN_AGENT", // recorded, changes nothing
    "REJECT,          REJECTED,              ",
  })
  void weighsAFindingByItsSeverity(Severity severity, Outcome outcome, @Nullable Label label) {
    var finds = new FindsAlways(severity, ContentRule.UNRELATED);
    var situation = new SituationBuilder().with(Extension.HUMAN_AGENT).build();

    var verdict =
        new SendPolicy(finds)
            .decide(aDraft(HUMAN, DISCOUNT), situation, IN_HUMAN_AGENT, Duration.ZERO);

    assertThat(verdict.outcome()).isEqualTo(outcome);
    assertThat(verdict.label()).isEqualTo(label);
    assertThat(rules(verdict)).containsExactly(Rule.UNRELATED);
  }

  @Test
  void rejectsWhenAConfirmationWouldNotHeal() {
    var finds = new FindsAlways(Severity.CONFIRM, ContentRule.UNRELATED);
    var situation = new SituationBuilder().with(Extension.HUMAN_AGENT).build();

    var verdict =
        new SendPolicy(finds)
            .decide(aDraft(AUTOMATION, DISCOUNT), situation, IN_HUMAN_AGENT, Duration.ZERO);

    assertThat(verdict.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(rules(verdict)).containsExactly(Rule.AUTOMATED, Rule.UNRELATED);
  }

  @ParameterizedTest
  @MethodSource
  void reportsAllViolationsInTheOrderOfTheRules(
      SituationBuilder situation, Draft draft, Instant now, List<Rule> expected) {
    var strict = new SendPolicy(new FindsAlways(Severity.REJECT, ContentRule.values()));

    var verdict = strict.decide(draft, situation.build(), now, Duration.ZERO);

    assertThat(rules(verdict)).isEqualTo(expected).isSorted();
    assertThat(verdict.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(verdict.label()).isNull();
  }

  static Stream<Arguments> reportsAllViolationsInTheOrderOfTheRules() {
    var tooLong = "x".repeat(2_001);
    return Stream.of(
        Arguments.of(
            new SituationBuilder().in(ChannelStatus.ON_HOLD),
            new Draft(HUMAN, new OutboundContent.Text(tooLong), WROTE),
            AFTER_ALL,
            List.of(Rule.CHANNEL_ON_HOLD, Rule.WINDOW_CLOSED, Rule.EXPIRED, Rule.TEXT_TOO_LONG)),
        Arguments.of(
            new SituationBuilder().in(ChannelStatus.DISCONNECTED).neverOpened(),
            new Draft(AUTOMATION, new OutboundContent.Text(" "), WROTE),
            AFTER_ALL,
            List.of(
                Rule.CHANNEL_NOT_CONNECTED, Rule.NO_CONVERSATION, Rule.EXPIRED, Rule.TEXT_EMPTY)),
        Arguments.of(
            new SituationBuilder()
                .in(ChannelStatus.RECONNECT_REQUIRED)
                .on(Platform.INSTAGRAM)
                .with(Extension.HUMAN_AGENT)
                .suspendedSince(WROTE),
            new Draft(HUMAN, new OutboundContent.Text(tooLong), WROTE),
            IN_HUMAN_AGENT,
            List.of(
                Rule.CHANNEL_RECONNECT_REQUIRED,
                Rule.EXPIRED,
                Rule.HUMAN_AGENT_SUSPENDED,
                Rule.AUTOMATED,
                Rule.ADVERTISING,
                Rule.DISCOUNT,
                Rule.COUPON,
                Rule.UNRELATED,
                Rule.TEXT_TOO_LONG)));
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECTED,          ",
    "DISCONNECTED,       CHANNEL_NOT_CONNECTED",
    "RECONNECT_REQUIRED, CHANNEL_RECONNECT_REQUIRED",
    "ON_HOLD,            CHANNEL_ON_HOLD",
  })
  void sendsOnlyThroughAConnectedChannel(ChannelStatus status, @Nullable Rule rule) {
    var situation = new SituationBuilder().in(status).build();

    var verdict = policy.decide(aDraft(HUMAN, "Hello"), situation, IN_STANDARD, Duration.ZERO);

    assertThat(rules(verdict)).isEqualTo(rule == null ? List.of() : List.of(rule));
    assertThat(verdict.label()).isEqualTo(rule == null ? Label.RESPONSE : null);
  }

  @Test
  void saysNoConversationInsteadOfWindowClosedWhereNobodyEverActed() {
    var situation = new SituationBuilder().neverOpened().build();

    var verdict = policy.decide(aDraft(HUMAN, "Hello"), situation, AFTER_ALL, Duration.ZERO);

    assertThat(rules(verdict)).containsExactly(Rule.NO_CONVERSATION);
    assertThat(verdict.window()).isEqualTo(new Window.NeverOpened());
  }

  @Test
  void saysWhenTheWindowClosed() {
    var situation = new SituationBuilder().with(Extension.HUMAN_AGENT).build();

    var verdict = policy.decide(aDraft(HUMAN, "Hello"), situation, AFTER_ALL, Duration.ZERO);

    assertThat(verdict.violations().getFirst().facts())
        .containsEntry("closedAt", WROTE.plus(Duration.ofDays(7)));
  }

  @Test
  void saysWhenMetaClosedTheWindow() {
    var refusedAt = WROTE.plus(Duration.ofMinutes(10));
    var situation = new SituationBuilder().refusedAt(refusedAt).build();

    var verdict = policy.decide(aDraft(HUMAN, "Hello"), situation, IN_STANDARD, Duration.ZERO);

    assertThat(rules(verdict)).containsExactly(Rule.WINDOW_CLOSED);
    assertThat(verdict.violations().getFirst().facts()).containsEntry("closedAt", refusedAt);
  }

  @ParameterizedTest
  @CsvSource({
    "PT-0.001S, true", // one millisecond too late
    "PT0S,      false", // not after this instant, but at it
    "PT0.001S,  false",
  })
  void takesNotAfterToTheMillisecond(Duration notAfter, boolean expired) {
    var draft = new Draft(HUMAN, new OutboundContent.Text("Hello"), IN_STANDARD.plus(notAfter));

    var verdict = policy.decide(draft, new SituationBuilder().build(), IN_STANDARD, ACCEPT_MARGIN);

    assertThat(rules(verdict)).isEqualTo(expired ? List.of(Rule.EXPIRED) : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "FACEBOOK,  a,  2000, , ",
    "FACEBOOK,  a,  2001, 2000, 2001",
    "FACEBOOK,  ü,  2000, , ", // UTF-16 units, not bytes
    "FACEBOOK,  😀, 1000, , ", // an emoji is two units
    "FACEBOOK,  😀, 1001, 2000, 2002",
    "INSTAGRAM, a,  1000, , ",
    "INSTAGRAM, a,  1001, 1000, 1001",
    "INSTAGRAM, ü,  500,  , ", // an umlaut is two bytes
    "INSTAGRAM, ü,  501,  1000, 1002",
    "INSTAGRAM, 😀, 250,  , ", // an emoji is four
    "INSTAGRAM, 😀, 251,  1000, 1004",
  })
  void measuresATextAsItsPlatformDoes(
      Platform platform,
      String character,
      int times,
      @Nullable Integer limit,
      @Nullable Integer actual) {
    var situation = new SituationBuilder().on(platform).build();

    var verdict =
        policy.decide(
            aDraft(AUTOMATION, character.repeat(times)), situation, IN_STANDARD, Duration.ZERO);

    if (limit == null || actual == null) {
      assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
    } else {
      assertThat(rules(verdict)).containsExactly(Rule.TEXT_TOO_LONG);
      assertThat(verdict.violations().getFirst().facts())
          .containsEntry("limit", limit)
          .containsEntry("actual", actual)
          .hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesATextOfNothingButWhitespace(Platform platform) {
    var situation = new SituationBuilder().on(platform).build();

    for (var text : List.of("", " ", "\n\t \u2003")) {
      var verdict = policy.decide(aDraft(HUMAN, text), situation, IN_STANDARD, Duration.ZERO);

      assertThat(rules(verdict)).containsExactly(Rule.TEXT_EMPTY);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,  HUMAN,      ALLOWED,               ", // the standard window takes everything
    "1,  AUTOMATION, ALLOWED,               ",
    "30, HUMAN,      CONFIRMATION_REQUIRED, ATTACHMENT_UNCHECKED", // no rule can look into it
    "30, AUTOMATION, REJECTED,              AUTOMATED;ATTACHMENT_UNCHECKED",
  })
  void asksAboutAnAttachmentAfterADay(
      int hours, String sender, Outcome outcome, @Nullable String rules) {
    var situation = new SituationBuilder().with(Extension.HUMAN_AGENT).build();
    var draft = new Draft(sender.equals("HUMAN") ? HUMAN : AUTOMATION, AN_IMAGE, null);

    var verdict =
        policy.decide(draft, situation, WROTE.plus(Duration.ofHours(hours)), ACCEPT_MARGIN);

    assertThat(verdict.outcome()).isEqualTo(outcome);
    assertThat(rules(verdict).stream().map(Rule::name).collect(Collectors.joining(";")))
        .isEqualTo(rules == null ? "" : rules);
  }

  @Test
  void keepsALiftedDoubtOnRecord() {
    var situation = new SituationBuilder().with(Extension.HUMAN_AGENT).build();
    var draft =
        new Draft(HUMAN, AN_IMAGE, null).confirmedAgainst(Set.of(Rule.ATTACHMENT_UNCHECKED));

    var verdict = policy.decide(draft, situation, IN_HUMAN_AGENT, ACCEPT_MARGIN);

    assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
    assertThat(verdict.label()).isEqualTo(Label.HUMAN_AGENT);
    assertThat(verdict.violations())
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.rule()).isEqualTo(Rule.ATTACHMENT_UNCHECKED);
          assertThat(violation.severity()).isEqualTo(Severity.OBSERVE);
        });
  }

  @Test
  void liftsTheDoubtsOfNoOtherRule() {
    var unsure = new SendPolicy(new FindsAlways(Severity.CONFIRM, ContentRule.DISCOUNT));
    var situation = new SituationBuilder().with(Extension.HUMAN_AGENT).build();
    var draft = aDraft(HUMAN, DISCOUNT);

    assertThat(
            unsure
                .decide(
                    draft.confirmedAgainst(Set.of(Rule.COUPON)),
                    situation,
                    IN_HUMAN_AGENT,
                    ACCEPT_MARGIN)
                .outcome())
        .isEqualTo(Outcome.CONFIRMATION_REQUIRED);
    assertThat(
            unsure
                .decide(
                    draft.confirmedAgainst(Set.of(Rule.DISCOUNT)),
                    situation,
                    IN_HUMAN_AGENT,
                    ACCEPT_MARGIN)
                .outcome())
        .isEqualTo(Outcome.ALLOWED);
  }

  @Test
  void liftsNoRejection() {
    var sure = new SendPolicy(new FindsAlways(Severity.REJECT, ContentRule.DISCOUNT));
    var situation = new SituationBuilder().with(Extension.HUMAN_AGENT).build();

    var verdict =
        sure.decide(
            aDraft(HUMAN, DISCOUNT).confirmedAgainst(Set.of(Rule.DISCOUNT)),
            situation,
            IN_HUMAN_AGENT,
            ACCEPT_MARGIN);

    assertThat(verdict.outcome()).isEqualTo(Outcome.REJECTED);
  }

  private static Draft aDraft(Sender sender, String text) {
    return new Draft(sender, new OutboundContent.Text(text), null);
  }

  private static List<Rule> rules(Verdict verdict) {
    return verdict.violations().stream().map(Violation::rule).toList();
  }

  /// A connected Messenger channel without the extension, whose customer wrote at [#WROTE].
  static final class SituationBuilder {

    private Platform platform = Platform.FACEBOOK;
    private ChannelStatus status = ChannelStatus.CONNECTED;
    private Extension extension = Extension.NONE;
    private @Nullable CustomerActions actions = wrote(null);
    private @Nullable Instant suspendedSince;
    private List<String> request = List.of();

    SituationBuilder on(Platform platform) {
      this.platform = platform;
      return this;
    }

    SituationBuilder in(ChannelStatus status) {
      this.status = status;
      return this;
    }

    SituationBuilder with(Extension extension) {
      this.extension = extension;
      return this;
    }

    SituationBuilder neverOpened() {
      actions = null;
      return this;
    }

    SituationBuilder refusedAt(Instant at) {
      actions = wrote(at);
      return this;
    }

    SituationBuilder suspendedSince(Instant at) {
      suspendedSince = at;
      return this;
    }

    SituationBuilder asked(String... texts) {
      request = List.of(texts);
      return this;
    }

    Situation build() {
      return new Situation(platform, status, extension, actions, suspendedSince, () -> request);
    }

    private static CustomerActions wrote(@Nullable Instant closedByMetaAt) {
      return new CustomerActions(WROTE, OpenedBy.MESSAGE, WROTE, closedByMetaAt);
    }
  }

  /// Finds the same in every text, and remembers what it was asked.
  private static final class FindsAlways implements ContentRules {

    private final Severity severity;
    private final List<ContentRule> rules;
    private List<String> asked = List.of();
    private OwnWords own = OwnWords.none();

    FindsAlways(Severity severity, ContentRule... rules) {
      this.severity = severity;
      this.rules = List.of(rules);
    }

    @Override
    public List<Finding> examine(String text, List<String> request, OwnWords own) {
      this.own = own;
      asked = Stream.concat(Stream.of(text), request.stream()).toList();
      return rules.stream()
          .map(rule ->
              new Finding(
                  rule,
                  severity,
                  0.97,
                  text.length() < 2
                      ? List.of()
                      : List.of(new Evidence(0, 2, text.substring(0, 2)))))
          .toList();
    }

    @Override
    public Optional<Remedy> remedy(String text, List<String> request, OwnWords own) {
      return Optional.empty();
    }

    @Override
    public String version() {
      return "always";
    }
  }
}
