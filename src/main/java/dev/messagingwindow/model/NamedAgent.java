package dev.messagingwindow.model;

import org.jspecify.annotations.Nullable;

/// The person whom a credential itself names, as a JWT does with its `sub`.
///
/// @param agentId the contact centre's id of the person; null when the credential names nobody
public record NamedAgent(@Nullable String agentId) {

  public static final NamedAgent NOBODY = new NamedAgent(null);
}
