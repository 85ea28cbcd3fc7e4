package dev.messagingwindow.model;

/// What a channel may do. Only `CONNECTED` sends.
public enum ChannelStatus {
  CONNECTED,
  /// An admin disconnected it; the customers' instants are kept.
  DISCONNECTED,
  /// Meta no longer accepts the token; inbound goes on.
  RECONNECT_REQUIRED,
  /// Meta or an admin restricted it; nothing is sent until that is lifted.
  ON_HOLD
}
