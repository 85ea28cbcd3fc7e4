package dev.messagingwindow.security;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.springframework.security.core.GrantedAuthority;

/// What a credential may do; the names are lower-case on the wire.
public enum Role implements GrantedAuthority {
  /// Read, check and send as a human or as automation.
  @JsonProperty("agent")
  AGENT,
  /// Read, check and send as automation.
  @JsonProperty("automation")
  AUTOMATION,
  /// Report inbound events by REST, nothing else: a bot must not be able to open its own window.
  @JsonProperty("connector")
  CONNECTOR,
  /// Channels, keys, holds, reading.
  @JsonProperty("admin")
  ADMIN,
  /// Operators' endpoints, reading.
  @JsonProperty("ops")
  OPS;

  @Override
  public String getAuthority() {
    return "ROLE_" + name();
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Role ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
