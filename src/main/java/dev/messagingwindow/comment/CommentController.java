package dev.messagingwindow.comment;

import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/channels/{channelId}")
@Tag(name = "Private replies")
class CommentController {

  private final Comments comments;
  private final Channels channels;
  private final Clock clock;

  CommentController(Comments comments, Channels channels, Clock clock) {
    this.comments = comments;
    this.channels = channels;
    this.clock = clock;
  }

  @GetMapping("/comments/{commentId}/private-reply")
  @Operation(
      summary = "May a comment be answered in private",
      description = "A comment nobody heard of has an answer too: UNKNOWN.")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  PrivateReplyResponse toComment(
      @PathVariable ChannelId channelId,
      @PathVariable @Pattern(regexp = ReplyTarget.ID_PATTERN) String commentId) {
    return right(channelId, ReplyTarget.comment(commentId));
  }

  @GetMapping("/posts/{postId}/private-reply")
  @Operation(
      summary = "May a visitor post be answered in private",
      description = "A post nobody heard of has an answer too: UNKNOWN.")
  @Problems({ProblemType.INVALID_REQUEST, ProblemType.CHANNEL_NOT_FOUND})
  PrivateReplyResponse toPost(
      @PathVariable ChannelId channelId,
      @PathVariable @Pattern(regexp = ReplyTarget.ID_PATTERN) String postId) {
    return right(channelId, ReplyTarget.post(postId));
  }

  private PrivateReplyResponse right(ChannelId channelId, ReplyTarget target) {
    channels.get(channelId);
    return PrivateReplyResponse.of(
        channelId, target, comments.find(channelId, target).orElse(null), clock.instant());
  }
}
