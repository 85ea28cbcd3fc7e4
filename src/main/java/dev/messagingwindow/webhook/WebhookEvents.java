package dev.messagingwindow.webhook;

import dev.messagingwindow.comment.CommentEvent;
import dev.messagingwindow.comment.Comments;
import dev.messagingwindow.conversation.ConversationEvent;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.conversation.Effect;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.outbox.SendReport;
import dev.messagingwindow.outbox.SendReports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Stores the events of many bodies in one transaction: what Meta did to the accounts first, then
/// the customers' actions, then what became of our own messages, then comments, last what is not
/// understood.
@Service
class WebhookEvents implements WebhookWriter.Store {

  /// With the wait for a connection it stays below the 4 s after which Meta is asked to come again.
  /// PostgreSQL counts it: a timer of the driver's for each statement costs as much as a statement.
  private static final String TIMEOUT =
      """
      set local statement_timeout = '2s';
      -- planning a statement anew for every batch costs as much as running it
      set local plan_cache_mode = force_generic_plan
      """;

  private final Enforcements enforcements;
  private final Conversations conversations;
  private final SendReports reports;
  private final Comments comments;
  private final Suspects suspects;
  private final JdbcClient jdbc;

  WebhookEvents(
      Enforcements enforcements,
      Conversations conversations,
      SendReports reports,
      Comments comments,
      Suspects suspects,
      JdbcClient jdbc) {
    this.enforcements = enforcements;
    this.conversations = conversations;
    this.reports = reports;
    this.comments = comments;
    this.suspects = suspects;
    this.jdbc = jdbc;
  }

  @Override
  @Transactional
  public void store(List<ChannelEvent> events, Instant now) {
    jdbc.sql(TIMEOUT).update();
    enforcements.apply(events, now);
    var records = new ArrayList<ConversationEvent>();
    var sendReports = new ArrayList<SendReport>();
    var ownEchoes = ownEchoes(events);
    for (var event : events) {
      var customerId = event.customerId();
      if (customerId == null) {
        continue;
      }
      var report = sendReport(event, customerId);
      var own = report instanceof SendReport.Echoed echoed && ownEchoes.contains(echoed);
      records.add(conversationEvent(event, customerId, own));
      if (report != null && (own || !(report instanceof SendReport.Echoed))) {
        sendReports.add(report);
      }
    }
    conversations.record(records, now);
    reports.apply(sendReports);
    comments.record(
        events.stream().map(WebhookEvents::commentEvent).filter(Objects::nonNull).toList());
    suspects.keep(events, now);
  }

  @Override
  @Transactional
  public void quarantine(ChannelEvent event, Throwable failure, Instant now) {
    jdbc.sql(TIMEOUT).update();
    suspects.keepFailed(event, failure, now);
  }

  @Override
  public List<ChannelEvent> notQuarantined(List<ChannelEvent> events) {
    return suspects.notKept(events);
  }

  private static @Nullable CommentEvent commentEvent(ChannelEvent event) {
    var channelId = event.channelId();
    var at = event.event().at();
    return switch (event.event().action()) {
      case Action.Comment(var target, var live) ->
          new CommentEvent.Added(channelId, target, event.customerId(), live, at);
      case Action.RemoveComment(var target) -> new CommentEvent.Removed(channelId, target, at);
      case Action.Open _,
          Action.Echo _,
          Action.Unsend _,
          Action.Edit _,
          Action.Delivered _,
          Action.Seen _,
          Action.Enforce _,
          Action.Unreadable _,
          Action.Ignore _ ->
          null;
    };
  }

  private Set<SendReport.Echoed> ownEchoes(List<ChannelEvent> events) {
    var echoes = new ArrayList<SendReport.Echoed>();
    for (var event : events) {
      var customerId = event.customerId();
      if (customerId != null && sendReport(event, customerId) instanceof SendReport.Echoed echoed) {
        echoes.add(echoed);
      }
    }
    return reports.own(echoes);
  }

  private static ConversationEvent conversationEvent(
      ChannelEvent event, CustomerId customerId, boolean own) {
    var effect =
        switch (event.event().action()) {
          case Action.Open(var by, var content) -> new Effect.Opened(by, content);
          case Action.Echo(var content, _) -> new Effect.Answered(own ? null : content);
          case Action.Unsend(var mid) -> new Effect.Unsent(mid);
          case Action.Edit(var mid, var number, var text) -> new Effect.Edited(mid, number, text);
          case Action.Delivered _,
              Action.Seen _,
              Action.Enforce _,
              Action.Comment _,
              Action.RemoveComment _,
              Action.Unreadable _,
              Action.Ignore _ ->
              new Effect.None();
        };
    return new ConversationEvent(
        event.channelId(), customerId, event.event().key(), event.event().at(), effect);
  }

  private static @Nullable SendReport sendReport(ChannelEvent event, CustomerId customerId) {
    var channelId = event.channelId();
    var at = event.event().at();
    return switch (event.event().action()) {
      case Action.Echo(var content, var metadata) ->
          content.metaMessageId() == null
              ? null
              : new SendReport.Echoed(
                  channelId, customerId, content.metaMessageId(), metadata, content.text(), at);
      case Action.Delivered(var mids, var watermark) ->
          new SendReport.Delivered(channelId, customerId, mids, watermark, at);
      case Action.Seen(var mid, var watermark) ->
          new SendReport.Seen(channelId, customerId, mid, watermark, at);
      case Action.Open _,
          Action.Unsend _,
          Action.Edit _,
          Action.Enforce _,
          Action.Unreadable _,
          Action.Comment _,
          Action.RemoveComment _,
          Action.Ignore _ ->
          null;
    };
  }
}
