package dev.messagingwindow.security;

import dev.messagingwindow.model.Reach;
import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Which address needs which role. What is not named here needs a credential and still gets 403.
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration implements WebMvcConfigurer {

  private static final String[] READERS = {
    Role.AGENT.name(), Role.AUTOMATION.name(), Role.ADMIN.name(), Role.OPS.name()
  };

  /// Meta's callbacks carry Meta's signature instead of a credential, which their controllers
  /// check: a chain without filters.
  @Bean
  @Order(1)
  SecurityFilterChain callbacks() {
    return new DefaultSecurityFilterChain(
        PathPatternRequestMatcher.withDefaults().matcher("/webhooks/**"));
  }

  /// An observation of every filter costs more than the filters do.
  @Bean
  SecurityObservationSettings withoutObservations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  @Order(2)
  SecurityFilterChain api(
      HttpSecurity http,
      List<Credentials> credentials,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    return http.sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(anonymous -> {})
        .addFilterBefore(new BearerFilter(credentials), AuthorizationFilter.class)
        .addFilterAfter(new BodyLimitFilter(problems), AuthorizationFilter.class)
        .authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers(
                    "/swagger-ui.html",
                    "/swagger-ui/**",
                    "/v3/api-docs",
                    "/v3/api-docs.yaml",
                    "/v3/api-docs/**",
                    "/actuator/health",
                    "/actuator/health/**",
                    // Meta sends people's browsers here; the state that it brings is the credential
                    "/login/callback")
                .permitAll()
                // the stand-in's Graph API takes Meta's access tokens, as Meta does
                .requestMatchers(
                    "/sandbox/graph/v*/**", "/sandbox/graph/*access_token", "/sandbox/instagram/**")
                .permitAll()
                .requestMatchers("/sandbox/**")
                .hasRole(Role.ADMIN.name())
                .requestMatchers("/api/v1/keys/**")
                .access(SecurityConfiguration::adminOfEverything)
                .requestMatchers(HttpMethod.POST, "/api/v1/channels")
                .access(SecurityConfiguration::adminOfEverything)
                .requestMatchers("/api/v1/logins/**")
                .access(SecurityConfiguration::adminOfEverything)
                .requestMatchers(HttpMethod.PUT, "/api/v1/app/**")
                .access(SecurityConfiguration::adminOfEverything)
                .requestMatchers(HttpMethod.POST, "/api/v1/channels/*/customers/*/messages/inbound")
                .hasRole(Role.CONNECTOR.name())
                .requestMatchers(
                    HttpMethod.POST,
                    "/api/v1/channels/*/customers/*/messages/check",
                    "/api/v1/channels/*/customers/*/messages/outbound",
                    "/api/v1/channels/*/comments/*/private-reply",
                    "/api/v1/channels/*/posts/*/private-reply")
                .hasAnyRole(Role.AGENT.name(), Role.AUTOMATION.name())
                .requestMatchers(HttpMethod.POST, "/api/v1/channels/*/windows/query")
                .hasAnyRole(READERS)
                .requestMatchers(
                    "/api/v1/decisions/**", "/api/v1/parked/**", "/api/v1/quarantine/**")
                .hasRole(Role.OPS.name())
                .requestMatchers(HttpMethod.GET, "/api/v1/**")
                .hasAnyRole(READERS)
                .requestMatchers(HttpMethod.HEAD, "/api/v1/**")
                .hasAnyRole(READERS)
                .requestMatchers("/api/v1/channels/**")
                .hasRole(Role.ADMIN.name())
                .requestMatchers("/api/**")
                .authenticated()
                .anyRequest()
                .denyAll())
        .exceptionHandling(handling ->
            handling
                .authenticationEntryPoint((request, response, failure) ->
                    problems.resolveException(request, response, null, failure))
                .accessDeniedHandler((request, response, failure) ->
                    problems.resolveException(request, response, null, failure)))
        .build();
  }

  /// A credential that is limited to channels could make itself one that is not, or learn which
  /// accounts are connected.
  private static AuthorizationResult adminOfEverything(
      Supplier<? extends @Nullable Authentication> authentication,
      RequestAuthorizationContext context) {
    return new AuthorizationDecision(
        authentication.get() instanceof Caller caller
            && caller.getAuthorities().contains(Role.ADMIN)
            && caller.reach().equals(Reach.EVERYTHING));
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new ReachResolver());
    resolvers.add(new CredentialIdResolver());
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new ChannelReach()).addPathPatterns("/api/v1/channels/**");
  }
}
