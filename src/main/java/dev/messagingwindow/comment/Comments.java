package dev.messagingwindow.comment;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.ReplyTarget;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Comments and visitor posts, and who took the right to reply to them in private.
@Service
public class Comments {

  private final CommentStore store;

  Comments(CommentStore store) {
    this.store = store;
  }

  /// Records events in the caller's transaction.
  @Transactional
  public void record(Collection<CommentEvent> events) {
    var changes = CommentChange.fold(events);
    if (!changes.isEmpty()) {
      store.apply(changes);
    }
  }

  /// Empty when nobody heard of it, or the account wrote it itself.
  public Optional<Comment> find(ChannelId channelId, ReplyTarget target) {
    return store.find(channelId, target);
  }

  /// The same, and keeps everybody else from its right until the transaction ends.
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Comment> lock(ChannelId channelId, ReplyTarget target) {
    return store.lock(channelId, target);
  }

  /// A message takes the right, unless another has it: when it is accepted, and again when an echo
  /// proves that it was sent although Meta had said no.
  public void use(ChannelId channelId, ReplyTarget target, MessageId messageId, Instant now) {
    store.use(channelId, target, messageId, now);
  }

  /// The message that took the right certainly did not leave: another may.
  public void giveBack(ChannelId channelId, ReplyTarget target, MessageId messageId) {
    store.giveBack(channelId, target, messageId);
  }
}
