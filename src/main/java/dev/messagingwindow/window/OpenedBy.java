package dev.messagingwindow.window;

/// The customer actions that open the standard window. Only `MESSAGE` also restarts the human-agent
/// window.
public enum OpenedBy {
  MESSAGE,
  POSTBACK,
  REACTION,
  REFERRAL,
  LEAD,
  OPT_IN;

  public boolean restartsHumanAgentWindow() {
    return this == MESSAGE;
  }
}
