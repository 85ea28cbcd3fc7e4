package dev.messagingwindow.security;

import java.util.Optional;

/// Tells whose a bearer credential is.
@FunctionalInterface
public interface Credentials {

  /// The caller, or empty when this credential is unknown here.
  Optional<Caller> resolve(String bearer);
}
