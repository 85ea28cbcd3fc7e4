package dev.messagingwindow.quarantine;

/// Why an event is in quarantine. Tag value of the metrics.
public enum Reason {
  /// It was understood and could not be stored.
  FAILED,
  /// Reading it failed.
  UNREADABLE_ITEM,
  /// Its kind is not known yet.
  UNKNOWN_KIND
}
