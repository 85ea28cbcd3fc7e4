package dev.messagingwindow.meta.http;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// The circuit breaker of one host: where half of the last calls could not connect, or met a host
/// that fails (HTTP 5xx), nobody calls it for a while. What Meta refuses (4xx) speaks for a host in
/// good health, so one tenant cannot stop the others; no answer in time speaks for nothing. Runs on
/// real time.
final class HostBreaker {

  private static final Duration OPEN = Duration.ofSeconds(10);
  private static final Duration WHILE_TRYING = Duration.ofSeconds(1);

  private static final CircuitBreakerConfig CONFIG =
      CircuitBreakerConfig.custom()
          .slidingWindow(20, 10, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
          .failureRateThreshold(50)
          .waitDurationInOpenState(OPEN)
          .permittedNumberOfCallsInHalfOpenState(3)
          .recordResult(answer -> ((HttpAnswer) answer).isServerError())
          .build();

  private final CircuitBreaker breaker;
  private volatile long openedAtNanos;

  HostBreaker(String host, MeterRegistry meters) {
    breaker = CircuitBreaker.of(host, CONFIG);
    breaker
        .getEventPublisher()
        .onStateTransition(event -> {
          if (event.getStateTransition().getToState() == State.OPEN) {
            openedAtNanos = System.nanoTime();
          }
        });
    for (var state : List.of(State.CLOSED, State.OPEN, State.HALF_OPEN)) {
      Gauge.builder("messaging.meta.breaker", this, it -> it.breaker.getState() == state ? 1 : 0)
          .tags("host", host, "state", state.name().toLowerCase(Locale.ROOT))
          .register(meters);
    }
  }

  /// Each call that this lets through ends with exactly one of the methods below.
  void enter() throws NotSentException {
    if (!breaker.tryAcquirePermission()) {
      throw new NotSentException(breaker.getName(), untilNextTry());
    }
  }

  void answered(HttpAnswer answer) {
    breaker.onResult(0, TimeUnit.NANOSECONDS, answer);
  }

  void unreachable(Throwable cause) {
    breaker.onError(0, TimeUnit.NANOSECONDS, cause);
  }

  void learnedNothing() {
    breaker.releasePermission();
  }

  private Duration untilNextTry() {
    var left = OPEN.minusNanos(System.nanoTime() - openedAtNanos);
    return breaker.getState() == State.OPEN && left.compareTo(WHILE_TRYING) > 0
        ? left
        : WHILE_TRYING;
  }
}
