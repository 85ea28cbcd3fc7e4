package dev.messagingwindow.sandbox;

import dev.messagingwindow.model.Reach;
import dev.messagingwindow.security.Caller;
import dev.messagingwindow.security.Credentials;
import dev.messagingwindow.security.Role;
import java.util.EnumSet;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/// The key `sandbox`: all roles, all channels.
@Component
@Profile("sandbox")
class SandboxKey implements Credentials {

  private static final String KEY = "sandbox";

  @Override
  public Optional<Caller> resolve(String bearer) {
    return bearer.equals(KEY)
        ? Optional.of(Caller.unlimited(KEY, EnumSet.allOf(Role.class), Reach.EVERYTHING))
        : Optional.empty();
  }
}
