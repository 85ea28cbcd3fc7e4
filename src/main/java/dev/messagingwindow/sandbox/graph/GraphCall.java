package dev.messagingwindow.sandbox.graph;

/// A call of Meta's that can be made to fail.
enum GraphCall {
  SEND,
  /// A login's code is exchanged.
  CODE,
  /// A token is exchanged for one that lives longer.
  LONG_LIVED,
  DEBUG_TOKEN,
  /// The Pages of a person are listed.
  PAGES,
  /// A token of Instagram Login is renewed.
  REFRESH,
  CONVERSATIONS
}
