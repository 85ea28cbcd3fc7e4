package dev.messagingwindow.webhook;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.problem.Failures;
import dev.messagingwindow.quarantine.Failure;
import dev.messagingwindow.quarantine.Quarantine;
import dev.messagingwindow.quarantine.Reason;
import dev.messagingwindow.quarantine.Suspect;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The events that go into quarantine.
@Component
class Suspects {

  private static final Logger log = LoggerFactory.getLogger(Suspects.class);

  private final Quarantine quarantine;

  Suspects(Quarantine quarantine) {
    this.quarantine = quarantine;
  }

  /// Keeps those among these events that are not understood, in the caller's transaction.
  void keep(Collection<ChannelEvent> events, Instant now) {
    var suspects =
        events.stream()
            .filter(event -> reason(event.event()) != null)
            .map(Suspects::suspect)
            .toList();
    if (!suspects.isEmpty()) {
      events.forEach(Suspects::logUnreadable);
      quarantine.keep(suspects, now);
    }
  }

  void keepFailed(ChannelEvent event, Throwable failure, Instant now) {
    quarantine.keep(
        List.of(
            event.event().action() instanceof Action.Unreadable
                ? suspect(event)
                : suspect(event, Reason.FAILED, Failure.of(failure))),
        now);
  }

  /// Those that did not fail before.
  List<ChannelEvent> notKept(List<ChannelEvent> events) {
    var byChannel = events.stream().collect(Collectors.groupingBy(ChannelEvent::channelId));
    var known = new HashMap<ChannelId, Set<Suspect.Event>>();
    byChannel.forEach((channelId, own) ->
        known.put(
            channelId, quarantine.known(channelId, own.stream().map(Suspects::name).toList())));
    return events.stream()
        .filter(event -> !known.getOrDefault(event.channelId(), Set.of()).contains(name(event)))
        .toList();
  }

  private static void logUnreadable(ChannelEvent event) {
    if (event.event().action() instanceof Action.Unreadable(var failure)) {
      log.warn("unreadable item channel={} failure={}", event.channelId(), Failures.trace(failure));
    }
  }

  /// Null when the event is understood.
  static @Nullable Reason reason(WebhookEvent event) {
    return event.action() instanceof Action.Unreadable
        ? Reason.UNREADABLE_ITEM
        : event.kind() == EventKind.UNKNOWN ? Reason.UNKNOWN_KIND : null;
  }

  static @Nullable Failure failure(WebhookEvent event) {
    return event.action() instanceof Action.Unreadable(var failure) ? Failure.of(failure) : null;
  }

  private static Suspect suspect(ChannelEvent event) {
    var reason = reason(event.event());
    return suspect(event, reason == null ? Reason.FAILED : reason, failure(event.event()));
  }

  private static Suspect suspect(ChannelEvent event, Reason reason, @Nullable Failure failure) {
    return new Suspect(
        event.channelId(),
        event.event().platform(),
        name(event),
        event.event().kind().name(),
        reason,
        failure,
        event.event().raw()::envelope);
  }

  private static Suspect.Event name(ChannelEvent event) {
    var key = event.event().key();
    return new Suspect.Event(key.day(), key.hash().toString());
  }
}
