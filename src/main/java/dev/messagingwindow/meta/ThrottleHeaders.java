package dev.messagingwindow.meta;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// What an answer says about waiting, mostly in its headers. Successful answers carry them too: at
/// 100 percent the next call is refused. What cannot be read says nothing.
///
/// Source: developers.facebook.com/docs/graph-api/overview/rate-limiting (read 2026-09-28).
final class ThrottleHeaders {

  /// Where Meta throttles and names no time. Its own times are whole minutes.
  static final Duration UNNAMED = Duration.ofMinutes(1);

  /// Meta's windows roll, so after half a day it is worth asking again, whatever a header said.
  static final Duration LONGEST = Duration.ofHours(12);

  private static final int FULL_PERCENT = 100;

  /// The kinds of calls that this service makes: an account used up for ads may still send.
  private static final Set<String> TYPES = Set.of("messenger", "instagram", "pages");

  private final JsonMapper json;

  ThrottleHeaders(JsonMapper json) {
    this.json = json;
  }

  /// Null when there is nothing to wait for.
  @Nullable Throttle of(GraphAnswer answer, GraphAccount account) {
    var headers = answer.headers();
    var errorClass = answer.isSuccess() ? null : answer.errorClass();
    var named = answer.isSuccess() ? null : retryAfter(headers);
    if (errorClass == ErrorClass.APP_RATE || isAppUsedUp(headers)) {
      return throttle(Throttle.Scope.APP, named == null ? UNNAMED : named);
    }
    var wait = longer(named, accountWait(headers, account));
    if (errorClass == ErrorClass.CHANNEL_RATE && wait == null) {
      return throttle(Throttle.Scope.CHANNEL, UNNAMED);
    }
    return wait == null ? null : throttle(Throttle.Scope.CHANNEL, wait);
  }

  private static Throttle throttle(Throttle.Scope scope, Duration wait) {
    return new Throttle(scope, wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
  }

  private static @Nullable Duration longer(@Nullable Duration one, @Nullable Duration other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) > 0 ? one : other;
  }

  /// Seconds, or a date; that is read against the date of the same answer, so that no clocks are
  /// compared.
  private static @Nullable Duration retryAfter(HttpHeaders headers) {
    var value = headers.getFirst(HttpHeaders.RETRY_AFTER);
    if (value == null) {
      return null;
    }
    try {
      return positive(Duration.ofSeconds(Long.parseLong(value.strip())));
    } catch (NumberFormatException _) {
      return untilDate(headers);
    }
  }

  private static @Nullable Duration untilDate(HttpHeaders headers) {
    try {
      var then = headers.getFirstDate(HttpHeaders.RETRY_AFTER);
      var now = headers.getFirstDate(HttpHeaders.DATE);
      return then < 0 || now < 0 ? null : positive(Duration.ofMillis(then - now));
    } catch (IllegalArgumentException | DateTimeException _) {
      return null;
    }
  }

  private static @Nullable Duration positive(Duration wait) {
    return wait.isPositive() ? wait : null;
  }

  private boolean isAppUsedUp(HttpHeaders headers) {
    return isUsedUp(read(headers, "X-App-Usage"));
  }

  /// Usage is listed by the id of the account, one entry per kind of call.
  private @Nullable Duration accountWait(HttpHeaders headers, GraphAccount account) {
    var usage = read(headers, "X-Business-Use-Case-Usage");
    return Stream.of(account.accountId(), account.node())
        .flatMap(id -> usage.path(id.value()).valueStream())
        .filter(entry -> TYPES.contains(entry.path("type").asString("")))
        .map(ThrottleHeaders::entryWait)
        .reduce(null, ThrottleHeaders::longer);
  }

  private static @Nullable Duration entryWait(JsonNode entry) {
    var minutes = entry.path("estimated_time_to_regain_access").asInt(0);
    if (minutes > 0) {
      return Duration.ofMinutes(minutes);
    }
    return isUsedUp(entry) ? UNNAMED : null;
  }

  private static boolean isUsedUp(JsonNode usage) {
    return Stream.of("call_count", "total_time", "total_cputime")
        .anyMatch(name -> usage.path(name).asInt(0) >= FULL_PERCENT);
  }

  private JsonNode read(HttpHeaders headers, String name) {
    var value = headers.getFirst(name);
    try {
      return value == null ? MissingNode.getInstance() : json.readTree(value);
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }
}
