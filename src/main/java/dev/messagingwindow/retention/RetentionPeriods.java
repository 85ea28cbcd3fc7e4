package dev.messagingwindow.retention;

import dev.messagingwindow.problem.ApiProblem;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How long things are kept, on the wire. What is absent in a request is as configured.
///
/// @param messages messages and the keys of seen events, whole days
/// @param undated keys of events whose own day is not kept, edits whose message did not come
/// @param outbound outbound messages since they were accepted
/// @param idempotencyKeys which request a key was used for
/// @param quarantine events that could not be processed
/// @param privateReplies rights to private replies, since their end
/// @param decisions the ledger of decisions, in whole UTC months
record RetentionPeriods(
    @Nullable Duration messages,
    @Nullable Duration undated,
    @Nullable Duration outbound,
    @Nullable Duration idempotencyKeys,
    @Nullable Duration quarantine,
    @Nullable Duration privateReplies,
    @Nullable Duration decisions) {

  static RetentionPeriods of(Map<Kept, Duration> periods) {
    return new RetentionPeriods(
        periods.get(Kept.MESSAGES),
        periods.get(Kept.UNDATED),
        periods.get(Kept.OUTBOUND),
        periods.get(Kept.IDEMPOTENCY_KEYS),
        periods.get(Kept.QUARANTINE),
        periods.get(Kept.PRIVATE_REPLIES),
        periods.get(Kept.DECISIONS));
  }

  /// @throws ApiProblem `invalid-request`
  Map<Kept, Duration> toPeriods() {
    var periods = new EnumMap<Kept, Duration>(Kept.class);
    add(periods, Kept.MESSAGES, "messages", messages);
    add(periods, Kept.UNDATED, "undated", undated);
    add(periods, Kept.OUTBOUND, "outbound", outbound);
    add(periods, Kept.IDEMPOTENCY_KEYS, "idempotencyKeys", idempotencyKeys);
    add(periods, Kept.QUARANTINE, "quarantine", quarantine);
    add(periods, Kept.PRIVATE_REPLIES, "privateReplies", privateReplies);
    add(periods, Kept.DECISIONS, "decisions", decisions);
    return periods;
  }

  private static void add(
      Map<Kept, Duration> periods, Kept kept, String field, @Nullable Duration period) {
    if (period == null) {
      return;
    }
    if (!kept.permits(period)) {
      throw ApiProblem.invalid(field, kept.range());
    }
    periods.put(kept, period);
  }
}
