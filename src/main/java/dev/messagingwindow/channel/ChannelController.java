package dev.messagingwindow.channel;

import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Reach;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/channels")
@Tag(name = "Channels")
class ChannelController {

  private final Channels channels;
  private final Connections connections;
  private final ChannelResponses responses;

  ChannelController(Channels channels, Connections connections, ChannelResponses responses) {
    this.channels = channels;
    this.connections = connections;
    this.responses = responses;
  }

  @PostMapping
  @ApiResponse(responseCode = "201", description = "Connected")
  @Operation(
      summary = "Connect a Page or an Instagram account, with or without the 7-day window",
      description =
          "An account that was disconnected, or whose token died, keeps its channelId and its"
              + " customers' instants. To change the window, disconnect and connect again.")
  @Problems({
    ProblemType.INVALID_REQUEST,
    ProblemType.CHANNEL_ALREADY_CONNECTED,
    ProblemType.META_REFUSED
  })
  ResponseEntity<ChannelResponse> connect(@Valid @RequestBody ConnectRequest request) {
    var channel = connections.connect(request.toConnecting());
    return ResponseEntity.created(URI.create("/api/v1/channels/" + channel.channelId()))
        .body(responses.of(channel));
  }

  @GetMapping
  @Operation(summary = "List the channels, disconnected ones included")
  @Problems(ProblemType.INVALID_REQUEST)
  ChannelsResponse list(
      @RequestParam(required = false) @Nullable AccountId accountId,
      @RequestParam(required = false) @Nullable ChannelId cursor,
      @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit,
      Reach reach) {
    var page = channels.list(accountId, cursor, reach, limit + 1);
    var shown = responses.of(page.stream().limit(limit).toList());
    return new ChannelsResponse(
        shown, page.size() > limit ? shown.getLast().channelId().toString() : null);
  }

  @GetMapping("/{channelId}")
  @Operation(summary = "One channel")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  ChannelResponse get(@PathVariable ChannelId channelId) {
    return responses.of(channels.get(channelId));
  }

  @DeleteMapping("/{channelId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Disconnect",
      description = "Deletes the token, keeps the customers' instants. Doing it again answers 204.")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  void disconnect(@PathVariable ChannelId channelId) {
    connections.disconnect(channelId);
  }

  @PutMapping("/{channelId}/hold")
  @Operation(summary = "Stop all sending; what is queued waits")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  ChannelResponse hold(
      @PathVariable ChannelId channelId,
      @Valid @RequestBody HoldRequest request,
      Principal caller) {
    return responses.of(channels.hold(channelId, request.reason(), caller.getName()));
  }

  @DeleteMapping("/{channelId}/hold")
  @Operation(summary = "Lift the hold; what is queued is decided again")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  ChannelResponse liftHold(@PathVariable ChannelId channelId, Principal caller) {
    return responses.of(channels.liftHold(channelId, caller.getName()));
  }

  record ChannelsResponse(List<ChannelResponse> channels, @Nullable String nextCursor) {}
}
