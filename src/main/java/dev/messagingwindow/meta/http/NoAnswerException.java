package dev.messagingwindow.meta.http;

/// The request was written, at least in part, and no answer that can be read came.
public class NoAnswerException extends Exception {

  private static final long serialVersionUID = 1L;

  NoAnswerException(Throwable cause) {
    super("no answer after the request was written", cause);
  }
}
