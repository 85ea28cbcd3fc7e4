package dev.messagingwindow.sandbox.graph;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How Meta fails the next calls.
sealed interface GraphFault {

  /// Only calls about this account or token; null for any.
  @Nullable String accountId();

  /// Whether the message reaches the phone all the same.
  boolean delivered();

  /// Answers with an error of Meta's, or with an HTTP status alone.
  ///
  /// @param error null for an answer without a body
  record Refuses(
      @Nullable String accountId,
      boolean delivered,
      int httpStatus,
      @Nullable GraphError error,
      Map<String, String> headers)
      implements GraphFault {}

  /// Fails nothing: the answer carries headers, as it does when usage comes near its limit.
  record Annotates(@Nullable String accountId, Map<String, String> headers) implements GraphFault {

    @Override
    public boolean delivered() {
      return false;
    }
  }

  /// The connection breaks once the request was read.
  record Resets(@Nullable String accountId, boolean delivered) implements GraphFault {}

  /// No answer until the client gives up.
  record Hangs(@Nullable String accountId, boolean delivered) implements GraphFault {}
}
