package dev.messagingwindow.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboxPropertiesTest {

  @ParameterizedTest
  @CsvSource({
    "1,    1000,   3000",
    "2,    2000,   6000",
    "4,    8000,  24000",
    "8,  128000, 300000", // no longer than the longest
    "9,  256000, 300000",
    "40, 150000, 300000",
  })
  void backsOffAroundTheDoubledDelay(int attempts, long leastMillis, long mostMillis) {
    var properties = properties(Duration.ofSeconds(2), Duration.ofMinutes(5));

    var delays = IntStream.range(0, 200).mapToObj(_ -> properties.retryDelay(attempts)).toList();

    assertThat(delays)
        .allSatisfy(delay ->
            assertThat(delay)
                .isBetween(Duration.ofMillis(leastMillis), Duration.ofMillis(mostMillis)));
  }

  @Test
  void spreadsMessagesThatFailedTogether() {
    var properties = properties(Duration.ofSeconds(2), Duration.ofMinutes(5));

    var delays = IntStream.range(0, 200).mapToObj(_ -> properties.retryDelay(3)).distinct();

    assertThat(delays).hasSizeGreaterThan(50);
  }

  @ParameterizedTest
  @CsvSource({"PT0S, PT5M", "PT0.005S, PT5M", "-PT1S, PT5M", "PT2S, PT1S"})
  void refusesADelayThatIsNone(Duration first, Duration max) {
    assertThatThrownBy(() -> properties(first, max)).hasMessageContaining("first-retry-delay");
  }

  private static OutboxProperties properties(Duration first, Duration max) {
    return new OutboxProperties(
        false,
        Duration.ofSeconds(2),
        Duration.ofSeconds(1),
        Duration.ofMinutes(1),
        20,
        32,
        8,
        first,
        max,
        Duration.ofMinutes(15));
  }
}
