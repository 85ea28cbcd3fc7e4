package dev.messagingwindow.security;

import dev.messagingwindow.model.CredentialId;
import dev.messagingwindow.model.Reach;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/// Who calls: a credential's name, its roles and the channels it reaches.
public final class Caller extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1L;

  private final transient CredentialId credentialId;
  private final String name;
  private final transient Reach reach;

  /// A caller whose credential was found good, and is told from others by its name.
  public Caller(String name, Set<Role> roles, Reach reach) {
    this(new CredentialId(name), name, roles, reach);
  }

  /// A caller whose credential was found good.
  Caller(CredentialId credentialId, String name, Set<Role> roles, Reach reach) {
    super(Set.copyOf(roles));
    this.credentialId = credentialId;
    this.name = name;
    this.reach = reach;
    setAuthenticated(true);
  }

  CredentialId credentialId() {
    return credentialId;
  }

  Reach reach() {
    return reach;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public Object getPrincipal() {
    return name;
  }

  @Override
  public @Nullable Object getCredentials() {
    return null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
