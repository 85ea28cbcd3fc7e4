package dev.messagingwindow.sandbox.customer;

import dev.messagingwindow.model.Platform;
import dev.messagingwindow.model.ReplyTarget;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Service;

/// Takes what people write in public to Meta's side and to the service.
@Service
@Profile("sandbox")
class SandboxComments {

  private final SandboxCommentStore store;
  private final SandboxAccountStore accounts;
  private final SandboxCourier courier;

  SandboxComments(SandboxCommentStore store, SandboxAccountStore accounts, SandboxCourier courier) {
    this.store = store;
    this.accounts = accounts;
    this.courier = courier;
  }

  void write(SandboxComment comment) {
    store.write(comment);
  }

  /// Returns once the service has answered, or failed to: then it is told again later.
  ///
  /// @param named whether the webhook says who wrote it
  void writeAndDeliver(SandboxComment comment, @Nullable String text, boolean named) {
    write(comment);
    if (accounts.receivesWebhooks(comment.accountId())) {
      courier.deliver(WebhookBody.ofComment(comment, text, named));
    }
  }

  /// Instagram tells nobody of a removal.
  void remove(ReplyTarget target, Instant now) {
    store.remove(target, now);
    store
        .find(target)
        .filter(comment ->
            MetaMade.platformOf(comment.accountId()) == Platform.FACEBOOK
                && accounts.receivesWebhooks(comment.accountId()))
        .ifPresent(comment -> courier.deliver(WebhookBody.ofRemoval(comment, now)));
  }
}
