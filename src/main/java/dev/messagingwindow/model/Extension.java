package dev.messagingwindow.model;

/// The option a channel was connected with.
public enum Extension {
  NONE,
  /// "Extend the messaging window from 24 hours to 7 days".
  HUMAN_AGENT;

  public static Extension of(boolean extendedWindow) {
    return extendedWindow ? HUMAN_AGENT : NONE;
  }
}
