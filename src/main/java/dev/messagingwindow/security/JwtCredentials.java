package dev.messagingwindow.security;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Reach;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/// The JWTs of the OAuth2 issuer that `spring.security.oauth2.resourceserver.jwt.issuer-uri` names;
/// none where it names nobody. Signature, times, issuer and audience are checked by Spring's
/// decoder, on real time.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class JwtCredentials implements Credentials {

  private static final Logger log = LoggerFactory.getLogger(JwtCredentials.class);
  private static final Duration ISSUER_RETRY = Duration.ofSeconds(5);

  /// As long as an `agentId` may be.
  private static final int MAX_SUBJECT = 200;

  private final @Nullable JwtDecoder decoder;
  private final SecurityProperties properties;

  JwtCredentials(
      ObjectProvider<JwtDecoder> decoder,
      OAuth2ResourceServerProperties issuer,
      SecurityProperties properties) {
    this.decoder = decoder.getIfAvailable();
    this.properties = properties;
    if (this.decoder != null && issuer.getJwt().getAudiences().isEmpty()) {
      throw new IllegalArgumentException(
          "spring.security.oauth2.resourceserver.jwt.audiences must name this service: without it a"
              + " token for any other service of the issuer would be good here");
    }
  }

  @Override
  public Optional<Caller> resolve(String bearer) {
    if (decoder == null || !looksLikeJwt(bearer)) {
      return Optional.empty();
    }
    try {
      return caller(decoder.decode(bearer));
    } catch (BadJwtException _) {
      return Optional.empty();
    } catch (JwtException | JwtDecoderInitializationException e) {
      // the latter, which is no JwtException, before the issuer has answered for the first time
      log.warn("the issuer of JWTs does not answer: {}", e.getClass().getSimpleName());
      throw new ApiProblem(ProblemType.UNAVAILABLE, "The issuer of the token does not answer.")
          .retryAfter(ISSUER_RETRY);
    }
  }

  private static boolean looksLikeJwt(String bearer) {
    return bearer.chars().filter(character -> character == '.').count() == 2;
  }

  private Optional<Caller> caller(Jwt token) {
    var subject = token.getSubject();
    return subject == null || subject.isBlank() || subject.length() > MAX_SUBJECT
        ? Optional.empty()
        : Optional.of(Caller.withToken(subject, roles(token), reach(token)));
  }

  /// Those that are known here; a token without any is good for nothing but 403.
  private Set<Role> roles(Jwt token) {
    var named = new HashSet<>(texts(claim(token, properties.jwtRolesClaim())));
    var roles = EnumSet.allOf(Role.class);
    roles.removeIf(role -> !named.contains(role.wireName()));
    return roles;
  }

  /// What is no channel's id narrows the reach all the same.
  private Reach reach(Jwt token) {
    var claimed = claim(token, properties.jwtChannelsClaim());
    if (claimed == null) {
      return Reach.EVERYTHING;
    }
    var channels = new HashSet<ChannelId>();
    for (var text : texts(claimed)) {
      try {
        channels.add(ChannelId.valueOf(text));
      } catch (IllegalArgumentException _) {
        log.warn("a JWT limits itself to what is no channel's id");
      }
    }
    return new Reach(channels);
  }

  /// By its whole name, which may be an address with dots, else step by step.
  private static @Nullable Object claim(Jwt token, String path) {
    Object value = token.getClaims().get(path);
    if (value != null) {
      return value;
    }
    value = token.getClaims();
    for (var name : path.split("\\.", -1)) {
      value = value instanceof Map<?, ?> nested ? nested.get(name) : null;
    }
    return value;
  }

  /// A list, or words in one text as in `scope`.
  private static List<String> texts(@Nullable Object claim) {
    return switch (claim) {
      case Collection<?> list ->
          list.stream().filter(Objects::nonNull).map(Object::toString).toList();
      case String text -> Arrays.asList(text.split(" ", -1));
      case null, default -> List.of();
    };
  }
}
