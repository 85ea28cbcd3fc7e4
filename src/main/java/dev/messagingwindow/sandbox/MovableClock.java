package dev.messagingwindow.sandbox;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/// The sandbox's clock: real time plus an offset that only grows and survives a restart. In whole
/// milliseconds, as Meta's times are.
final class MovableClock extends Clock {

  private final InstantSource realTime;
  private final ClockOffsets offsets;
  private volatile Duration offset;

  /// @param realTime what the offset is added to; a test may freeze it
  MovableClock(InstantSource realTime, ClockOffsets offsets) {
    this.realTime = realTime;
    this.offsets = offsets;
    this.offset = offsets.offset();
  }

  /// @param by positive, in whole milliseconds
  synchronized Instant advance(Duration by) {
    if (by.toMillis() < 1) {
      throw new IllegalArgumentException("the clock only moves forward, not by " + by);
    }
    offset = offsets.advance(by);
    return instant();
  }

  /// Moves to the next such moment in UTC, strictly later than now.
  synchronized Instant advanceToNext(DayOfWeek day, LocalTime time) {
    var now = instant().atZone(ZoneOffset.UTC);
    var next = now.with(TemporalAdjusters.nextOrSame(day)).with(time);
    if (!next.isAfter(now)) {
      next = next.plusWeeks(1);
    }
    return advance(Duration.between(now, next));
  }

  @Override
  public Instant instant() {
    return realTime.instant().plus(offset).truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return ((InstantSource) () -> instant()).withZone(zone);
  }
}
