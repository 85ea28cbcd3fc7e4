package dev.messagingwindow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovableClockTest {

  /// A Monday.
  private static final Instant REAL = Instant.parse("2026-09-21T14:13:20.123456789Z");

  private final MovableClock clock = new MovableClock(InstantSource.fixed(REAL), new Memory());

  @Test
  void showsRealTimeInWholeMilliseconds() {
    assertThat(clock.instant()).isEqualTo("2026-09-21T14:13:20.123Z");
  }

  @Test
  void addsUpWhatItWasMoved() {
    var zoned = clock.withZone(ZoneOffset.ofHours(2));

    clock.advance(Duration.ofHours(25));
    clock.advance(Duration.ofMillis(1));

    assertThat(clock.instant()).isEqualTo("2026-09-22T15:13:20.124Z");
    assertThat(zoned.instant()).isEqualTo(clock.instant());
  }

  @Test
  void startsWhereItWasLeft() {
    var store = new Memory();
    new MovableClock(InstantSource.fixed(REAL), store).advance(Duration.ofDays(3));

    var restarted = new MovableClock(InstantSource.fixed(REAL), store);

    assertThat(restarted.instant()).isEqualTo("2026-09-24T14:13:20.123Z");
  }

  @ParameterizedTest
  @CsvSource({
    "FRIDAY, 18:00, 2026-09-25T18:00:00Z",
    "MONDAY, 14:14, 2026-09-21T14:14:00Z", // later today
    "MONDAY, 14:13, 2026-09-28T14:13:00Z", // 20 seconds ago
    "SUNDAY, 00:00, 2026-09-27T00:00:00Z",
  })
  void movesToTheNextSuchMoment(DayOfWeek day, LocalTime time, Instant moment) {
    assertThat(clock.advanceToNext(day, time)).isEqualTo(moment);
  }

  @Test
  void movesAWholeWeekFromTheMomentItself() {
    clock.advanceToNext(DayOfWeek.FRIDAY, LocalTime.of(18, 0));

    assertThat(clock.advanceToNext(DayOfWeek.FRIDAY, LocalTime.of(18, 0)))
        .isEqualTo("2026-10-02T18:00:00Z");
  }

  @Test
  void neverGoesBack() {
    assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static final class Memory implements ClockOffsets {

    private Duration offset = Duration.ZERO;

    @Override
    public Duration offset() {
      return offset;
    }

    @Override
    public Duration advance(Duration by) {
      offset = offset.plus(by);
      return offset;
    }
  }
}
