package dev.messagingwindow.login;

import dev.messagingwindow.model.CredentialId;
import dev.messagingwindow.model.Extension;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.Platform;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A login from its start until its accounts are chosen.
///
/// @param stateHash names it here; the state itself is kept by whoever started it
/// @param outcome null until Meta's answer is known
/// @param codeVerifier null without PKCE
record PendingLogin(
    String stateHash,
    CredentialId startedBy,
    Platform platform,
    Login login,
    Extension extension,
    URI returnUrl,
    Status status,
    @Nullable LoginOutcome outcome,
    @Nullable String codeVerifier,
    Instant expiresAt) {

  enum Status {
    STARTED,
    /// Somebody came back from Meta, and the code is being exchanged.
    EXCHANGING,
    READY,
    FAILED
  }

  boolean isOver(Instant now) {
    return !now.isBefore(expiresAt);
  }

  @Override
  public String toString() {
    return "PendingLogin[" + platform + " " + login + " " + status + "]";
  }
}
