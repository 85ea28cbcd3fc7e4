package dev.messagingwindow.window;

/// A window's state by name, on the wire and in the ledger.
public enum WindowState {
  STANDARD,
  HUMAN_AGENT,
  CLOSED,
  NEVER_OPENED;

  public static WindowState of(Window window) {
    return switch (window) {
      case Window.Standard _ -> STANDARD;
      case Window.HumanAgent _ -> HUMAN_AGENT;
      case Window.Closed _ -> CLOSED;
      case Window.NeverOpened _ -> NEVER_OPENED;
    };
  }
}
