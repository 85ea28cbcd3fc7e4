package dev.messagingwindow.meta;

import dev.messagingwindow.model.Login;
import java.net.URI;

/// Where the Graph API of a login is reached: scheme, host, port and path before the version.
@FunctionalInterface
public interface GraphHosts {

  URI of(Login login);
}
