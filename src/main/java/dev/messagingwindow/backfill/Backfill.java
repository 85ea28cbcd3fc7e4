package dev.messagingwindow.backfill;

import dev.messagingwindow.backfill.BackfillMetrics.Outcome;
import dev.messagingwindow.channel.Channels;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.gap.GapClaim;
import dev.messagingwindow.gap.Gaps;
import dev.messagingwindow.meta.ConversationsClient;
import dev.messagingwindow.meta.ErrorClass;
import dev.messagingwindow.meta.GraphAccount;
import dev.messagingwindow.meta.GraphError;
import dev.messagingwindow.meta.MetaRefusedException;
import dev.messagingwindow.meta.MetaUnreachableException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Fills one gap, part by part. Each part is committed with the place where to go on, so that
/// whoever goes on counts nothing twice; no call to Meta is made inside a transaction.
@Component
class Backfill {

  private static final Logger log = LoggerFactory.getLogger(Backfill.class);

  private final Gaps gaps;
  private final Channels channels;
  private final Conversations conversations;
  private final ConversationsClient client;
  private final BackfillMetrics metrics;
  private final BackfillProperties properties;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Backfill(
      Gaps gaps,
      Channels channels,
      Conversations conversations,
      ConversationsClient client,
      BackfillMetrics metrics,
      BackfillProperties properties,
      TransactionTemplate transaction,
      Clock clock) {
    this.gaps = gaps;
    this.channels = channels;
    this.conversations = conversations;
    this.client = client;
    this.metrics = metrics;
    this.properties = properties;
    this.transaction = transaction;
    this.clock = clock;
  }

  void fill(GapClaim claim) {
    var account = channels.graphAccount(claim.channelId());
    if (account.isEmpty()) {
      // disconnected since: connecting again opens the gap anew
      giveUp(claim, null);
      return;
    }
    try {
      read(claim, account.get());
    } catch (MetaRefusedException e) {
      refused(claim, e.error());
    } catch (MetaUnreachableException _) {
      log.warn("backfill waits, Meta did not answer channel={}", claim.channelId());
      postponeOrGiveUp(claim, null);
    } catch (Pace.StoppedException e) {
      gaps.release(claim);
      throw e;
    }
  }

  private void read(GapClaim claim, GraphAccount account)
      throws MetaRefusedException, MetaUnreachableException {
    var reader =
        new ConversationReader(
            client,
            new Pace(properties.pause()),
            claim.channelId(),
            account,
            claim.since(),
            clock.instant());
    var cursor = claim.cursor();
    do {
      var part = reader.read(cursor);
      cursor = part.next();
      if (!store(claim, part)) {
        log.info("backfill was taken over channel={}", claim.channelId());
        return;
      }
    } while (cursor != null);
    metrics.ended(Outcome.DONE);
    log.info("backfill done channel={} since={}", claim.channelId(), claim.since());
  }

  private boolean store(GapClaim claim, ReadPart part) {
    var now = clock.instant();
    var counted =
        transaction.execute(status -> {
          var found = conversations.recover(part.events(), now);
          if (gaps.advance(claim, found, part.next(), now)) {
            return found;
          }
          status.setRollbackOnly();
          return -1;
        });
    if (counted >= 0) {
      metrics.counted(counted);
    }
    return counted >= 0;
  }

  private void refused(GapClaim claim, GraphError error) {
    log.warn(
        "backfill refused channel={} code={} subcode={}",
        claim.channelId(),
        error.code(),
        error.subcode());
    switch (ErrorClass.of(error)) {
      case TRANSIENT, CHANNEL_RATE, APP_RATE, UNKNOWN_CODE, AMBIGUOUS ->
          postponeOrGiveUp(claim, error.code());
      case RECONNECT -> {
        channels.requireReconnect(claim.channelId(), error);
        giveUp(claim, error.code());
      }
      case PERMISSION,
          POLICY,
          POLICY_WARNING,
          WINDOW_CLOSED,
          PERSON_UNAVAILABLE,
          THREAD_CONTROL,
          INVALID_RECIPIENT,
          COMMENT_CLOSED,
          INVALID_MESSAGE ->
          giveUp(claim, error.code());
    }
  }

  private void postponeOrGiveUp(GapClaim claim, @Nullable Integer code) {
    if (claim.attempts() + 1 >= properties.maxAttempts()) {
      giveUp(claim, code);
    } else {
      gaps.postpone(claim, code, clock.instant().plus(properties.retryDelay()));
      metrics.ended(Outcome.POSTPONED);
    }
  }

  private void giveUp(GapClaim claim, @Nullable Integer code) {
    gaps.giveUp(claim, code, clock.instant());
    metrics.ended(Outcome.FAILED);
  }
}
