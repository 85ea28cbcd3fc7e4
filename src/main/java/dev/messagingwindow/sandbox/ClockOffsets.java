package dev.messagingwindow.sandbox;

import java.time.Duration;

/// Remembers how far the clock was moved.
interface ClockOffsets {

  Duration offset();

  /// @param by in whole milliseconds
  /// @return the offset from now on
  Duration advance(Duration by);
}
