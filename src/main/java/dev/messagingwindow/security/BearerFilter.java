package dev.messagingwindow.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Reads `Authorization: Bearer …` and names the caller; whether one is needed is decided by the
/// chain behind it.
final class BearerFilter extends OncePerRequestFilter {

  private static final String SCHEME = "Bearer ";

  private final List<Credentials> credentials;

  BearerFilter(List<Credentials> credentials) {
    this.credentials = List.copyOf(credentials);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var caller = caller(request.getHeader(HttpHeaders.AUTHORIZATION));
    if (caller.isPresent()) {
      var context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(caller.get());
      SecurityContextHolder.setContext(context);
    }
    chain.doFilter(request, response);
  }

  private Optional<Caller> caller(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    var bearer = header.substring(SCHEME.length()).strip();
    return credentials.stream().flatMap(source -> source.resolve(bearer).stream()).findFirst();
  }
}
