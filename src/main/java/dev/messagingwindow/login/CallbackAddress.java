package dev.messagingwindow.login;

import java.net.URI;

/// This service's `/login/callback` as browsers and Meta know it.
@FunctionalInterface
public interface CallbackAddress {

  URI get();
}
