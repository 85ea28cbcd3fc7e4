package dev.messagingwindow.problem;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Describes a failure for the log without its message, which may quote what a caller or a customer
/// wrote.
public final class Failures {

  private static final int FRAMES = 12;

  private Failures() {}

  /// Class names and the topmost frames of a failure and its causes.
  public static String trace(Throwable failure) {
    var cause = failure.getCause();
    return failure.getClass().getName()
        + Arrays.stream(failure.getStackTrace())
            .limit(FRAMES)
            .map(frame -> "\n  at " + frame)
            .collect(Collectors.joining())
        + (cause == null ? "" : "\ncaused by " + trace(cause));
  }
}
