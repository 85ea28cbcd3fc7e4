package dev.messagingwindow.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.messagingwindow.testing.Api;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/// A real OAuth2 issuer (Spring Authorization Server) on a port of its own, with keys of its own.
final class TestIssuer implements AutoCloseable {

  private final AtomicReference<Consumer<JwtClaimsSet.Builder>> claims;
  private final ConfigurableApplicationContext context;

  @SuppressWarnings("unchecked")
  private TestIssuer() {
    context =
        new SpringApplicationBuilder(Issuer.class)
            .properties(
                Map.of(
                    "spring.config.name", "issuer",
                    "server.port", "0",
                    "server.address", "127.0.0.1",
                    "logging.level.root", "warn"))
            .run();
    claims = context.getBean(AtomicReference.class);
  }

  static TestIssuer start() {
    return new TestIssuer();
  }

  String url() {
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  /// A token that its token endpoint gave out.
  String token(Consumer<JwtClaimsSet.Builder> claimsOf) {
    claims.set(claimsOf);
    var client =
        Base64.getEncoder().encodeToString("desk:desk-secret".getBytes(StandardCharsets.UTF_8));
    var answer =
        Api.at(url())
            .with("Authorization", "Basic " + client)
            .with("Content-Type", "application/x-www-form-urlencoded")
            .exchange(
                "POST",
                "/oauth2/token",
                "grant_type=client_credentials".getBytes(StandardCharsets.UTF_8));
    return answer.text("access_token");
  }

  @Override
  public void close() {
    context.close();
  }

  /// No `@Configuration`: the service's own component scan would find it.
  @EnableWebSecurity
  @EnableWebMvc
  @ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class
  })
  static class Issuer {

    @Bean
    AtomicReference<Consumer<JwtClaimsSet.Builder>> claims() {
      return new AtomicReference<>(_ -> {});
    }

    @Bean
    SecurityFilterChain issuer(HttpSecurity http) {
      return http.oauth2AuthorizationServer(server -> {})
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .build();
    }

    @Bean
    AuthorizationServerSettings settings() {
      return AuthorizationServerSettings.builder().build();
    }

    @Bean
    RegisteredClientRepository clients() {
      return new InMemoryRegisteredClientRepository(
          RegisteredClient.withId("desk")
              .clientId("desk")
              .clientSecret("{noop}desk-secret")
              .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
              .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
              .build());
    }

    @Bean
    JWKSource<SecurityContext> keys() throws JOSEException {
      return new ImmutableJWKSet<>(
          new JWKSet(new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate()));
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> customizer(
        AtomicReference<Consumer<JwtClaimsSet.Builder>> claims) {
      return token -> claims.get().accept(token.getClaims());
    }
  }
}
