package dev.messagingwindow.meta;

/// No answer came from Meta.
public class MetaUnreachableException extends Exception {

  private static final long serialVersionUID = 1L;

  MetaUnreachableException(Throwable cause) {
    super("no answer from Meta", cause);
  }
}
