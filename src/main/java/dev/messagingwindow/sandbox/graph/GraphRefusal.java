package dev.messagingwindow.sandbox.graph;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Carries a [GraphError] out of a handler of the fake Graph API.
final class GraphRefusal extends RuntimeException {

  private final int httpStatus;
  private final transient @Nullable GraphError error;
  private final transient Map<String, String> headers;

  GraphRefusal(GraphError error) {
    this(error.httpStatus(), error, Map.of());
  }

  /// @param error null for an answer without a body
  GraphRefusal(int httpStatus, @Nullable GraphError error, Map<String, String> headers) {
    super(error == null ? "HTTP " + httpStatus : error.message(), null, false, false);
    this.httpStatus = httpStatus;
    this.error = error;
    this.headers = headers;
  }

  int httpStatus() {
    return httpStatus;
  }

  @Nullable GraphError error() {
    return error;
  }

  Map<String, String> headers() {
    return headers;
  }
}
