package dev.messagingwindow.policy;

/// The answer in one word.
public enum Outcome {
  ALLOWED,
  CONFIRMATION_REQUIRED,
  REJECTED
}
