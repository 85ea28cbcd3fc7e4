package dev.messagingwindow.meta;

import dev.messagingwindow.model.Login;
import java.net.URI;

/// Where people log in at Meta: scheme, host, port and path before what Meta documents.
public interface LoginHosts {

  /// The page that a person's browser is sent to.
  URI dialog(Login login);

  /// Where Instagram exchanges a code.
  URI instagramCodes();
}
