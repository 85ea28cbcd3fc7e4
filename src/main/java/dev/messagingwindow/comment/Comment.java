package dev.messagingwindow.comment;

import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.ReplyTarget;
import dev.messagingwindow.window.CommentFacts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A comment or visitor post that somebody else than the account wrote.
///
/// @param author null when Meta named nobody
/// @param live under a live broadcast: Meta takes the reply only while it runs
/// @param createdAt null when its removal is all that was heard of it
/// @param removedAt null while it stands
/// @param usedBy the message that took the right to reply; null while none has
/// @param usedAt set with `usedBy`
public record Comment(
    ReplyTarget target,
    @Nullable CustomerId author,
    boolean live,
    @Nullable Instant createdAt,
    @Nullable Instant removedAt,
    @Nullable MessageId usedBy,
    @Nullable Instant usedAt) {

  public CommentFacts facts() {
    return new CommentFacts(createdAt, removedAt, usedAt);
  }

  /// As the message sees it that took the right: for it the right is not used up.
  public CommentFacts factsFor(MessageId messageId) {
    return messageId.equals(usedBy) ? new CommentFacts(createdAt, removedAt, null) : facts();
  }
}
