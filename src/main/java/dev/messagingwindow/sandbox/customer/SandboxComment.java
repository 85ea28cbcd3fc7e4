package dev.messagingwindow.sandbox.customer;

import dev.messagingwindow.model.ReplyTarget;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What Meta's side knows of a comment or visitor post.
///
/// @param live under a live broadcast
/// @param createdAt in whole seconds, as Meta tells it
/// @param removedAt null while it stands
/// @param repliedAt when the account used its one private reply; null while it has not
public record SandboxComment(
    ReplyTarget target,
    String accountId,
    String customerId,
    boolean live,
    Instant createdAt,
    @Nullable Instant removedAt,
    @Nullable Instant repliedAt) {

  /// Whose phone a private reply reaches. Not a customer on record: a comment opens no window.
  public SandboxCustomer author() {
    return new SandboxCustomer(accountId, customerId, createdAt, null, createdAt);
  }
}
