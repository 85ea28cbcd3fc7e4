package dev.messagingwindow.conversation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.messagingwindow.channel.Channel;
import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Reach;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import dev.messagingwindow.window.WindowState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Conversations")
class ConversationController {

  private final ConversationListStore store;
  private final Channels channels;
  private final Clock clock;

  ConversationController(ConversationListStore store, Channels channels, Clock clock) {
    this.store = store;
    this.channels = channels;
    this.clock = clock;
  }

  @GetMapping("/channels/{channelId}/conversations")
  @Operation(summary = "Conversations of one channel, soonest to close first")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  ConversationsResponse ofChannel(
      @PathVariable ChannelId channelId,
      @RequestParam(name = "state", required = false) @Nullable Set<WindowState> states,
      @RequestParam(required = false) @Nullable Boolean unanswered,
      @RequestParam(required = false) @Nullable Instant closesBefore,
      @RequestParam(required = false) @Nullable Instant updatedAfter,
      @RequestParam(required = false) @Nullable ConversationCursor cursor,
      @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
    return list(
        new ConversationQuery(
            Set.of(channels.get(channelId).channelId()),
            states,
            unanswered,
            closesBefore,
            updatedAfter,
            cursor,
            limit));
  }

  @GetMapping("/conversations")
  @Operation(summary = "Conversations of several channels, or of all, soonest to close first")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  ConversationsResponse ofChannels(
      @RequestParam(required = false) @Nullable @Size(max = 100) Set<ChannelId> channelIds,
      @RequestParam(name = "state", required = false) @Nullable Set<WindowState> states,
      @RequestParam(required = false) @Nullable Boolean unanswered,
      @RequestParam(required = false) @Nullable Instant closesBefore,
      @RequestParam(required = false) @Nullable Instant updatedAfter,
      @RequestParam(required = false) @Nullable ConversationCursor cursor,
      @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit,
      Reach reach) {
    return list(
        new ConversationQuery(
            channelIds == null ? reach.only() : channels.requireAll(channelIds, reach),
            states,
            unanswered,
            closesBefore,
            updatedAfter,
            cursor,
            limit));
  }

  private ConversationsResponse list(ConversationQuery query) {
    var now = clock.instant();
    var page = store.list(query.withLimit(query.limit() + 1), now);
    var shown = page.stream().limit(query.limit()).toList();
    Map<ChannelId, Channel> byId = new HashMap<>();
    return new ConversationsResponse(
        shown.stream()
            .map(listed ->
                ConversationResponse.of(
                    byId.computeIfAbsent(listed.channelId(), channels::get), listed, now))
            .toList(),
        page.size() > query.limit() ? shown.getLast().cursor().toString() : null);
  }

  record ConversationResponse(
      @JsonUnwrapped WindowResponse window,
      @Nullable Instant unansweredSince,
      @Nullable String lastMessageText) {

    static ConversationResponse of(
        Channel channel, ConversationListStore.Listed listed, Instant now) {
      return new ConversationResponse(
          WindowResponse.of(channel.standing(), listed.conversation(), now),
          listed.unansweredSince(),
          listed.lastMessageText());
    }
  }

  record ConversationsResponse(
      List<ConversationResponse> conversations, @Nullable String nextCursor) {}
}
