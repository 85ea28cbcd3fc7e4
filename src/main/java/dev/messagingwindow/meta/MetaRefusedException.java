package dev.messagingwindow.meta;

/// Meta answered a call about an account with an error.
public class MetaRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient GraphError error;

  MetaRefusedException(GraphError error) {
    super("Meta refused with code " + error.code() + ", subcode " + error.subcode());
    this.error = error;
  }

  public GraphError error() {
    return error;
  }
}
