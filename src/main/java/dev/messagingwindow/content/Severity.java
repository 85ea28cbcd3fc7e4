package dev.messagingwindow.content;

/// What a finding does to a message.
public enum Severity {
  REJECT,
  /// Not sure: a human must stand by the text.
  CONFIRM,
  /// Recorded, changes nothing.
  OBSERVE
}
