package dev.messagingwindow.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.messagingwindow.model.Sha256;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// How often a credential may call, and how often an address may come with a wrong one. Counted by
/// each instance for itself, on real time.
///
/// An address that has used up its failures is not looked up any more, except with a credential
/// that was good before: callers behind one proxy must not shut each other out.
@Component
class RateLimits {

  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final int MOST = 100_000;

  private final Cache<String, Bucket> requests = bounded();
  private final Cache<String, Bucket> failures = bounded();
  private final Cache<String, Boolean> good = bounded();
  private final SecurityProperties properties;
  private final TimeMeter time;

  RateLimits(SecurityProperties properties, TimeMeter time) {
    this.properties = properties;
    this.time = time;
  }

  /// Counts one request.
  ///
  /// @return how long to wait before the next; zero when this one may pass
  Duration take(Caller caller) {
    var limitedAs = caller.limitedAs();
    if (limitedAs == null) {
      return Duration.ZERO;
    }
    return take(
        requests.get(
            limitedAs, _ -> bucket(properties.requestsPerSecond(), properties.requestBurst())));
  }

  /// @return how long this address must wait before another credential of it is looked at; zero
  ///   when it need not
  Duration lockOut(String address, String bearer) {
    var bucket = failures.getIfPresent(address);
    if (bucket == null || good.getIfPresent(Sha256.hex(bearer)) != null) {
      return Duration.ZERO;
    }
    return Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
  }

  void failed(String address, String bearer) {
    good.invalidate(Sha256.hex(bearer));
    take(
        failures.get(
            address, _ -> bucket(properties.failuresPerSecond(), properties.failureBurst())));
  }

  void succeeded(String bearer) {
    var hash = Sha256.hex(bearer);
    if (good.getIfPresent(hash) == null) {
      good.put(hash, true);
    }
  }

  private static Duration take(Bucket bucket) {
    return bucket.tryConsume(1)
        ? Duration.ZERO
        : Duration.ofNanos(
            Math.max(1, bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill()));
  }

  private Bucket bucket(int perSecond, int burst) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
        .withCustomTimePrecision(time)
        .build();
  }

  private static <T> Cache<String, T> bounded() {
    return Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(REMEMBERED).build();
  }
}
