package dev.messagingwindow.conversation;

import dev.messagingwindow.window.Window;

/// A window's state on the wire.
public enum WindowState {
  STANDARD,
  HUMAN_AGENT,
  CLOSED,
  NEVER_OPENED;

  static WindowState of(Window window) {
    return switch (window) {
      case Window.Standard _ -> STANDARD;
      case Window.HumanAgent _ -> HUMAN_AGENT;
      case Window.Closed _ -> CLOSED;
      case Window.NeverOpened _ -> NEVER_OPENED;
    };
  }
}
