package dev.messagingwindow.sandbox.graph;

/// The connection breaks once the request was read.
final class BrokenConnection extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokenConnection() {
    super("a fault that the sandbox was told", null, false, false);
  }
}
