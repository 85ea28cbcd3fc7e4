package dev.messagingwindow.model;

/// Which login connected a channel, and so which of Meta's two Graph hosts serves it.
public enum Login {
  /// graph.facebook.com: Pages, and Instagram accounts through their Page.
  FACEBOOK,
  /// graph.instagram.com: Instagram accounts without a Page.
  INSTAGRAM
}
