package dev.messagingwindow.problem;

import java.io.IOException;
import java.io.Serial;

/// Raised while a body is read past its limit.
public class BodyTooLargeException extends IOException {

  @Serial private static final long serialVersionUID = 1L;
}
