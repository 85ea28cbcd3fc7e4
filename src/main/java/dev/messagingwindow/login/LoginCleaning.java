package dev.messagingwindow.login;

import java.time.Clock;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Drops the tokens of logins that are over, and an hour later the logins: until then they say that
/// they are over.
@Component
class LoginCleaning {

  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final LoginStore store;
  private final Clock clock;

  LoginCleaning(LoginStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT5M")
  void runOnce() {
    var now = clock.instant();
    store.clean(now, now.minus(REMEMBERED));
  }
}
