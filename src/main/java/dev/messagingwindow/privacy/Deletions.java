package dev.messagingwindow.privacy;

import dev.messagingwindow.channel.Revocations;
import dev.messagingwindow.encryption.ServerSecret;
import dev.messagingwindow.model.MetaUserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Deletes what was kept for a person whose login connected channels. The tokens go at once,
/// everything about the channels' customers in the background, batch by batch; after a restart it
/// goes on where it stood, because what is left is what is still there.
@Service
public class Deletions {

  private static final Logger log = LoggerFactory.getLogger(Deletions.class);
  private static final int CODE_BYTES = 16;

  /// Until then other instances may still store what arrives for the channel.
  private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);

  private final DeletionStore store;
  private final Revocations revocations;
  private final List<PersonalData> personalData;
  private final ServerSecret secret;
  private final PrivacyProperties properties;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Deletions(
      DeletionStore store,
      Revocations revocations,
      List<PersonalData> personalData,
      ServerSecret secret,
      PrivacyProperties properties,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.revocations = revocations;
    this.personalData = List.copyOf(personalData);
    this.secret = secret;
    this.properties = properties;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// @param issuedAt when the person asked for it; what was connected later stays
  /// @return the confirmation code: always the same for this person, 32 hex digits that nobody can
  ///   guess
  public String request(MetaUserId user, Instant issuedAt) {
    var code = HexFormat.of().formatHex(secret.hmac("data-deletion", user.value()), 0, CODE_BYTES);
    transaction.executeWithoutResult(
        _ -> store.insert(code, revocations.forget(user, issuedAt), clock.instant()));
    log.info("deletion requested code={}", code);
    return code;
  }

  Optional<DeletionStore.Deletion> find(String code) {
    return store.find(code);
  }

  @Scheduled(
      initialDelayString = "${messaging.privacy.deletion-interval:10s}",
      fixedDelayString = "${messaging.privacy.deletion-interval:10s}")
  void run() {
    while (runOnce()) {
      // one batch after the other
    }
  }

  /// Deletes one batch.
  ///
  /// @return false when nothing is left to do for now
  boolean runOnce() {
    return transaction.execute(_ -> {
      var now = clock.instant();
      return store.lockPending().stream().anyMatch(channel -> work(channel, now));
    });
  }

  private boolean work(DeletionStore.Pending channel, Instant now) {
    if (eraseBatch(channel) > 0) {
      return true;
    }
    if (now.isBefore(channel.requestedAt().plus(SETTLED_AFTER))) {
      return false;
    }
    store.finish(channel, now);
    log.info("channel's customers deleted channel={} code={}", channel.channelId(), channel.code());
    return true;
  }

  private int eraseBatch(DeletionStore.Pending channel) {
    var erased = 0;
    for (var data : personalData) {
      erased += data.eraseSome(channel.channelId(), properties.deletionBatch() - erased);
      if (erased >= properties.deletionBatch()) {
        break;
      }
    }
    return erased;
  }
}
