package dev.messagingwindow.retention;

import java.time.Duration;

/// What is kept for a time that an admin may change.
public enum Kept {
  /// Messages and the keys of seen events, in whole UTC days: Meta repeats events for 36 hours.
  MESSAGES("P30D", "P2D", "P3650D"),
  /// Keys of events whose own day is not kept, edits and unsends whose message did not come.
  UNDATED("P7D", "P2D", "P365D"),
  /// Outbound messages since they were accepted, unless they still wait or nobody knows what became
  /// of them.
  OUTBOUND("P30D", "P7D", "P3650D"),
  /// Which request an idempotency key was used for: clients are promised 7 days.
  IDEMPOTENCY_KEYS("P7D", "P7D", "P365D"),
  /// Events that could not be processed.
  QUARANTINE("P7D", "PT1H", "P365D"),
  /// Rights to private replies, since their end.
  PRIVATE_REPLIES("P30D", "PT0S", "P3650D"),
  /// Decisions: whole UTC months are dropped once all of them are older.
  DECISIONS("P730D", "P30D", "P36500D");

  private final Duration usual;
  private final String least;
  private final String most;

  Kept(String usual, String least, String most) {
    this.usual = Duration.parse(usual);
    this.least = least;
    this.most = most;
  }

  Duration usual() {
    return usual;
  }

  boolean permits(Duration period) {
    return period.compareTo(Duration.parse(least)) >= 0
        && period.compareTo(Duration.parse(most)) <= 0
        && (this != MESSAGES || period.equals(Duration.ofDays(period.toDays())));
  }

  /// Such as `must be P2D to P365D`.
  String range() {
    return "must be " + least + " to " + most + (this == MESSAGES ? " in whole days" : "");
  }
}
