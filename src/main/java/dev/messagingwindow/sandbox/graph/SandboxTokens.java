package dev.messagingwindow.sandbox.graph;

import dev.messagingwindow.sandbox.customer.MetaMade;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/// The tokens that logins got here, in memory: after a restart they count as any other token, which
/// is good and has no end.
@Component
@Profile("sandbox")
class SandboxTokens {

  /// developers.facebook.com/docs/facebook-login/guides/access-tokens: an hour or two.
  static final Duration SHORT = Duration.ofHours(1);

  static final Duration LONG = Duration.ofSeconds(5_183_944);

  private final Map<String, Made> made = new ConcurrentHashMap<>();
  private final Clock clock;

  SandboxTokens(Clock clock) {
    this.clock = clock;
  }

  /// @param prefix Facebook's begin with `EAA`, Instagram's with `IGAA`
  String make(String prefix, Duration life, List<String> scopes) {
    var token = prefix + MetaMade.traceId() + MetaMade.traceId();
    var now = clock.instant();
    made.put(token, new Made(now, now.plus(life), List.copyOf(scopes)));
    return token;
  }

  Optional<Made> find(String token) {
    return Optional.ofNullable(made.get(token));
  }

  boolean isExpired(String token) {
    return find(token).filter(known -> !clock.instant().isBefore(known.expiresAt())).isPresent();
  }

  record Made(Instant issuedAt, Instant expiresAt, List<String> scopes) {}
}
