package dev.messagingwindow.policy;

import dev.messagingwindow.content.ContentRules;
import dev.messagingwindow.model.ChannelStatus;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.model.OutboundContent;
import dev.messagingwindow.model.Platform;
import dev.messagingwindow.window.CommentFacts;
import dev.messagingwindow.window.PrivateReply;
import dev.messagingwindow.window.Window;
import dev.messagingwindow.window.WindowRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides whether a draft may go. Pure: the same draft, situation and instant give the same
/// verdict.
///
/// A message must not lose the race to a window's end, so the window that rules is the one at `now
/// + margin`; the verdict still shows the exact window at `now`. In the standard window everything
///   goes that fits; sender and content rules run only in the human-agent window, and only there
///   does a warning of Meta's count, since only there a message carries the tag it warned about. No
///   rule can look into an attachment, so after 24 hours a human must stand by it.
public final class SendPolicy {

  private final ContentRules contentRules;

  public SendPolicy(ContentRules contentRules) {
    this.contentRules = contentRules;
  }

  /// @param margin how much earlier than its end a window counts as shut, not negative
  public Verdict decide(Draft draft, Situation situation, Instant now, Duration margin) {
    var shown = WindowRules.at(now, situation.actions(), situation.extension());
    var ruling = WindowRules.at(now.plus(margin), situation.actions(), situation.extension());

    var violations =
        Stream.of(
                channel(situation.status()).stream(),
                window(ruling).stream(),
                expiry(draft, now).stream(),
                taggedSend(draft, situation, ruling).stream(),
                TextLimits.check(situation.platform(), draft.content()).stream())
            .flatMap(found -> found)
            .map(violation -> violation.unless(draft.confirmed()))
            .toList();

    var label = Verdict.outcomeOf(violations) == Outcome.ALLOWED ? label(ruling) : null;
    return new Verdict(violations, label, shown, contentRules.version());
  }

  /// Decides over a private reply: the right takes the place of the window.
  ///
  /// Only a human may use it. Meta's own sample for Instagram notes that a human must send in
  /// production (fbsamples/original-coast-clothing-ig, `services/receive.js`), and nothing of
  /// Meta's grants the right to automation on either platform. What may be in the text is not
  /// restricted: the rules of the human-agent window belong to its tag, which no private reply
  /// carries.
  ///
  /// @param comment null when nobody heard of it
  /// @param margin how much earlier than its end the right counts as over, not negative
  public Verdict decidePrivateReply(
      Draft draft,
      Platform platform,
      ChannelStatus status,
      @Nullable CommentFacts comment,
      Instant now,
      Duration margin) {
    var ruling = WindowRules.privateReplyAt(now.plus(margin), comment);

    var violations =
        Stream.of(
                channel(status),
                privateReply(ruling),
                expiry(draft, now),
                privateReplySender(draft, ruling),
                TextLimits.check(platform, draft.content()))
            .flatMap(Optional::stream)
            .toList();

    var label = Verdict.outcomeOf(violations) == Outcome.ALLOWED ? Label.PRIVATE_REPLY : null;
    return new Verdict(violations, label, null, contentRules.version());
  }

  private static Optional<Violation> privateReply(PrivateReply right) {
    return switch (right) {
      case PrivateReply.Open _ -> Optional.empty();
      case PrivateReply.Unknown _ ->
          Optional.of(Violation.certain(Rule.NO_CONVERSATION, Map.of("privateReply", "UNKNOWN")));
      case PrivateReply.Used(var usedAt) -> Optional.of(over("USED", usedAt));
      case PrivateReply.Expired(var closedAt) -> Optional.of(over("EXPIRED", closedAt));
      case PrivateReply.Removed(var removedAt) -> Optional.of(over("REMOVED", removedAt));
    };
  }

  private static Violation over(String state, Instant closedAt) {
    return Violation.certain(
        Rule.WINDOW_CLOSED, Map.of("privateReply", state, "closedAt", closedAt));
  }

  /// As in a window that is closed for everybody: no further reason.
  private static Optional<Violation> privateReplySender(Draft draft, PrivateReply right) {
    return draft.sender() instanceof Sender.Automation && right instanceof PrivateReply.Open
        ? Optional.of(Violation.certain(Rule.AUTOMATED, Map.of("privateReply", "OPEN")))
        : Optional.empty();
  }

  private static Optional<Violation> channel(ChannelStatus status) {
    return switch (status) {
      case CONNECTED -> Optional.empty();
      case DISCONNECTED -> Optional.of(Violation.certain(Rule.CHANNEL_NOT_CONNECTED, Map.of()));
      case RECONNECT_REQUIRED ->
          Optional.of(Violation.certain(Rule.CHANNEL_RECONNECT_REQUIRED, Map.of()));
      case ON_HOLD -> Optional.of(Violation.certain(Rule.CHANNEL_ON_HOLD, Map.of()));
    };
  }

  private static Optional<Violation> window(Window window) {
    return switch (window) {
      case Window.Standard _, Window.HumanAgent _ -> Optional.empty();
      case Window.NeverOpened _ -> Optional.of(Violation.certain(Rule.NO_CONVERSATION, Map.of()));
      case Window.Closed closed ->
          Optional.of(
              Violation.certain(
                  Rule.WINDOW_CLOSED,
                  Map.of(
                      "closedAt",
                      closed.closedByMetaAt() == null
                          ? closed.ends().closesAt()
                          : closed.closedByMetaAt())));
    };
  }

  private static Optional<Violation> expiry(Draft draft, Instant now) {
    return draft.notAfter() == null || !now.isAfter(draft.notAfter())
        ? Optional.empty()
        : Optional.of(Violation.certain(Rule.EXPIRED, Map.of("notAfter", draft.notAfter())));
  }

  private List<Violation> taggedSend(Draft draft, Situation situation, Window window) {
    if (!(window instanceof Window.HumanAgent humanAgent)) {
      return List.of();
    }
    var violations = new ArrayList<Violation>();
    if (situation.suspendedSince() != null) {
      violations.add(
          Violation.certain(
              Rule.HUMAN_AGENT_SUSPENDED, Map.of("suspendedSince", situation.suspendedSince())));
    }
    if (draft.sender() instanceof Sender.Automation) {
      violations.add(
          Violation.certain(
              Rule.AUTOMATED, Map.of("standardClosedAt", humanAgent.ends().standardClosesAt())));
    }
    switch (draft.content()) {
      case OutboundContent.Text(var text) ->
          contentRules.examine(text, situation.request().get()).stream()
              .map(Violation::of)
              .forEach(violations::add);
      case OutboundContent.Attachment _ -> violations.add(Violation.attachmentUnchecked());
    }
    return violations;
  }

  private static @Nullable Label label(Window window) {
    return switch (window) {
      case Window.Standard _ -> Label.RESPONSE;
      case Window.HumanAgent _ -> Label.HUMAN_AGENT;
      case Window.Closed _, Window.NeverOpened _ -> null;
    };
  }
}
