package dev.messagingwindow.security;

import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Reads `Authorization: Bearer …`, names the caller and counts its requests; whether a caller is
/// needed is decided by the chain behind it.
final class BearerFilter extends OncePerRequestFilter {

  private static final String SCHEME = "Bearer ";

  /// The stand-in's Graph API takes Meta's access tokens, which are none of ours.
  private static final String STAND_IN = "/sandbox/graph/v";

  private final List<Credentials> credentials;
  private final RateLimits limits;
  private final HandlerExceptionResolver problems;

  BearerFilter(
      List<Credentials> credentials, RateLimits limits, HandlerExceptionResolver problems) {
    this.credentials = List.copyOf(credentials);
    this.limits = limits;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getServletPath().startsWith(STAND_IN);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var bearer = bearer(request.getHeader(HttpHeaders.AUTHORIZATION));
    try {
      if (bearer != null) {
        authenticate(bearer, request.getRemoteAddr());
      }
    } catch (RuntimeException refused) {
      problems.resolveException(request, response, null, refused);
      return;
    }
    chain.doFilter(request, response);
  }

  private void authenticate(String bearer, String address) {
    requireNoWait(limits.lockOut(address, bearer));
    var caller = resolve(bearer);
    if (caller.isEmpty()) {
      limits.failed(address, bearer);
      return;
    }
    limits.succeeded(bearer);
    requireNoWait(limits.take(caller.get()));
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(caller.get());
    SecurityContextHolder.setContext(context);
  }

  private Optional<Caller> resolve(String bearer) {
    return credentials.stream().flatMap(source -> source.resolve(bearer).stream()).findFirst();
  }

  private static void requireNoWait(Duration wait) {
    if (wait.isPositive()) {
      throw new ApiProblem(ProblemType.TOO_MANY_REQUESTS, "Wait as Retry-After says.")
          .retryAfter(wait.plusSeconds(1).minusNanos(1));
    }
  }

  private static @Nullable String bearer(@Nullable String header) {
    return header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? null
        : header.substring(SCHEME.length()).strip();
  }
}
