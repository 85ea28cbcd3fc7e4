package dev.messagingwindow.security;

import dev.messagingwindow.model.Reach;
import java.util.Set;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/// Makes the first admin key at the first start: from the configuration, or printed once.
@Component
@Profile("!sandbox")
class FirstAdminKey implements ApplicationRunner {

  private static final String NAME = "first admin";

  private final ApiKeys keys;
  private final SecurityProperties properties;

  FirstAdminKey(ApiKeys keys, SecurityProperties properties) {
    this.keys = keys;
    this.properties = properties;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (keys.anyMade()) {
      return;
    }
    var configured = properties.firstAdminKey();
    if (configured != null && StringUtils.hasText(configured)) {
      storeOnce(configured);
    } else {
      // straight to the console: a log is kept and shipped, this must not be
      System.out.printf(
          "%n  The first admin key, shown this once: %s%n%n",
          keys.make(NAME, Set.of(Role.ADMIN), Reach.EVERYTHING).key());
    }
  }

  private void storeOnce(String key) {
    try {
      keys.store(key, NAME, Set.of(Role.ADMIN), Reach.EVERYTHING);
    } catch (DuplicateKeyException _) {
      // another instance started in the same moment with the same configuration
    }
  }
}
