package dev.messagingwindow.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// The UTC days of which messages and event keys are kept: each has its partitions.
///
/// @param first the oldest
/// @param last a day or two ahead, for clocks that are ahead of ours
public record KeptDays(LocalDate first, LocalDate last) {

  private static final int AHEAD = 2;

  static KeptDays at(Instant now, long retentionDays) {
    var today = dayOf(now);
    return new KeptDays(today.minusDays(retentionDays), today.plusDays(AHEAD));
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(first) && !day.isAfter(last);
  }

  public boolean contains(Instant instant) {
    return contains(dayOf(instant));
  }

  List<LocalDate> all() {
    return first.datesUntil(last.plusDays(1)).toList();
  }

  private static LocalDate dayOf(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
