package dev.messagingwindow.policy;

import dev.messagingwindow.content.Severity;

/// What a contact centre lets the content rules do. Window and sender rules do not ask it.
public enum ContentMode {
  /// As sure as they are.
  ENFORCE,
  /// What would be refused is asked about instead.
  CONFIRM,
  /// Recorded, changes nothing.
  OBSERVE;

  Severity applyTo(Severity severity) {
    return switch (this) {
      case ENFORCE -> severity;
      case CONFIRM -> severity == Severity.REJECT ? Severity.CONFIRM : severity;
      case OBSERVE -> Severity.OBSERVE;
    };
  }
}
