package dev.messagingwindow.model;

/// Where a channel lives.
public enum Platform {
  FACEBOOK,
  INSTAGRAM
}
