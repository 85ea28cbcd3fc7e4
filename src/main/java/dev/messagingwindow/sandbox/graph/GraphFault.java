package dev.messagingwindow.sandbox.graph;

import org.jspecify.annotations.Nullable;

/// How Meta fails the next calls.
sealed interface GraphFault {

  /// Only calls about this account or token; null for any.
  @Nullable String accountId();

  /// Whether the message reaches the phone all the same.
  boolean delivered();

  /// Answers with an error of Meta's.
  record Refuses(@Nullable String accountId, boolean delivered, GraphError error)
      implements GraphFault {}

  /// The connection breaks once the request was read.
  record Resets(@Nullable String accountId, boolean delivered) implements GraphFault {}

  /// No answer until the client gives up.
  record Hangs(@Nullable String accountId, boolean delivered) implements GraphFault {}
}
