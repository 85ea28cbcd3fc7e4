package dev.messagingwindow.sandbox.graph;

/// Carries a [GraphError] out of a handler of the fake Graph API.
final class GraphRefusal extends RuntimeException {

  private final transient GraphError error;

  GraphRefusal(GraphError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  GraphError error() {
    return error;
  }
}
