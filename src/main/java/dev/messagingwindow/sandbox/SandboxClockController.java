package dev.messagingwindow.sandbox;

import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import dev.messagingwindow.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Lets a person wait 25 hours in a second.
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/clock")
@Tag(name = "Sandbox")
class SandboxClockController {

  private static final Duration MAX_ADVANCE = Duration.ofDays(3660);
  private static final Pattern NEXT =
      Pattern.compile(
          "(MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY) ([01]\\d|2[0-3]):[0-5]\\d");

  private final MovableClock clock;

  SandboxClockController(MovableClock clock) {
    this.clock = clock;
  }

  @GetMapping
  @Operation(summary = "Read the clock of the service and of Meta's stand-in")
  @Problems(ProblemType.INVALID_REQUEST)
  ClockResponse now() {
    return new ClockResponse(clock.instant());
  }

  @PostMapping
  @Operation(
      summary = "Move the clock forward by a duration, or to the next weekday and time (UTC)")
  @Problems(ProblemType.INVALID_REQUEST)
  ClockResponse move(@RequestBody ClockRequest request) {
    var advance = request.advance();
    var next = request.next();
    if (advance != null && next != null) {
      throw ApiProblem.invalid("next", "cannot stand beside advance");
    }
    if (advance != null) {
      return new ClockResponse(clock.advance(duration(advance)));
    }
    if (next != null) {
      return new ClockResponse(moveToNext(next));
    }
    throw ApiProblem.invalid("advance", "is required, or next");
  }

  private static Duration duration(String advance) {
    try {
      var duration = Duration.parse(advance);
      if (duration.compareTo(MAX_ADVANCE) <= 0 && duration.toMillis() >= 1) {
        return duration;
      }
    } catch (DateTimeParseException | ArithmeticException notADuration) {
      // answered below
    }
    throw ApiProblem.invalid(
        "advance", "must be a positive ISO-8601 duration such as PT25H, at most " + MAX_ADVANCE);
  }

  private Instant moveToNext(String next) {
    if (!NEXT.matcher(next).matches()) {
      throw ApiProblem.invalid("next", "must look like FRIDAY 18:00");
    }
    var words = next.split(" ", 2);
    return clock.advanceToNext(DayOfWeek.valueOf(words[0]), LocalTime.parse(words[1]));
  }

  /// @param advance an ISO-8601 duration
  /// @param next a weekday and a time in UTC, such as `FRIDAY 18:00`
  record ClockRequest(@Nullable String advance, @Nullable String next) {}

  record ClockResponse(Instant now) {}
}
