package dev.messagingwindow.security;

import dev.messagingwindow.model.CredentialId;
import dev.messagingwindow.model.NamedAgent;
import dev.messagingwindow.model.Reach;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/// Who calls: a credential's name, its roles and the channels it reaches.
public final class Caller extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1L;

  private final transient CredentialId credentialId;
  private final String name;
  private final transient Reach reach;
  private final transient NamedAgent agent;
  private final @Nullable String limitedAs;

  private Caller(
      CredentialId credentialId,
      String name,
      Set<Role> roles,
      Reach reach,
      NamedAgent agent,
      @Nullable String limitedAs) {
    super(Set.copyOf(roles));
    this.credentialId = credentialId;
    this.name = name;
    this.reach = reach;
    this.agent = agent;
    this.limitedAs = limitedAs;
    setAuthenticated(true);
  }

  static Caller withKey(UUID keyId, String name, Set<Role> roles, Reach reach) {
    return new Caller(
        new CredentialId(keyId.toString()), name, roles, reach, NamedAgent.NOBODY, "key " + keyId);
  }

  /// @param subject who the token speaks for
  static Caller withToken(String subject, Set<Role> roles, Reach reach) {
    return new Caller(
        new CredentialId("token " + subject),
        subject,
        roles,
        reach,
        new NamedAgent(subject),
        "token " + subject);
  }

  /// A caller whose requests nobody counts.
  public static Caller unlimited(String name, Set<Role> roles, Reach reach) {
    return new Caller(new CredentialId(name), name, roles, reach, NamedAgent.NOBODY, null);
  }

  CredentialId credentialId() {
    return credentialId;
  }

  Reach reach() {
    return reach;
  }

  NamedAgent agent() {
    return agent;
  }

  /// Whose requests are counted together; null for one that has no limit.
  @Nullable String limitedAs() {
    return limitedAs;
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
