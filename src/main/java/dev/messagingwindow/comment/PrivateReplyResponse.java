package dev.messagingwindow.comment;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.window.PrivateReply;
import dev.messagingwindow.window.WindowRules;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The right to one private reply, as clients see it.
///
/// @param commentId set for a comment, null for a visitor post
/// @param postId set for a visitor post, null for a comment
/// @param customerId who wrote it; null when Meta named nobody
/// @param live under a live broadcast: Meta takes the reply only while it runs
/// @param closesAt exact, exclusive; stays when it has passed; null when the creation is not known
/// @param usedBy the message that took the right
@Schema(name = "PrivateReply")
public record PrivateReplyResponse(
    UUID channelId,
    @Nullable String commentId,
    @Nullable String postId,
    @Nullable String customerId,
    State state,
    boolean live,
    Instant serverTime,
    @Nullable Instant createdAt,
    @Nullable Instant closesAt,
    @Nullable Instant removedAt,
    @Nullable UUID usedBy,
    @Nullable Instant usedAt) {

  /// Whether a private reply may go.
  public enum State {
    OPEN,
    USED,
    EXPIRED,
    REMOVED,
    /// Nobody heard of it, or the account wrote it itself.
    UNKNOWN;

    public static State of(PrivateReply right) {
      return switch (right) {
        case PrivateReply.Open _ -> OPEN;
        case PrivateReply.Used _ -> USED;
        case PrivateReply.Expired _ -> EXPIRED;
        case PrivateReply.Removed _ -> REMOVED;
        case PrivateReply.Unknown _ -> UNKNOWN;
      };
    }
  }

  /// The right at `now`.
  ///
  /// @param comment null when nobody heard of it
  public static PrivateReplyResponse of(
      ChannelId channelId, ReplyTarget target, @Nullable Comment comment, Instant now) {
    var known =
        comment == null ? new Comment(target, null, false, null, null, null, null) : comment;
    var createdAt = known.createdAt();
    return new PrivateReplyResponse(
        channelId.value(),
        target.kind() == ReplyTarget.Kind.COMMENT ? target.id() : null,
        target.kind() == ReplyTarget.Kind.POST ? target.id() : null,
        known.author() == null ? null : known.author().value(),
        State.of(WindowRules.privateReplyAt(now, known.facts())),
        known.live(),
        now,
        createdAt,
        createdAt == null ? null : createdAt.plus(WindowRules.PRIVATE_REPLY),
        known.removedAt(),
        known.usedBy() == null ? null : known.usedBy().value(),
        known.usedAt());
  }
}
