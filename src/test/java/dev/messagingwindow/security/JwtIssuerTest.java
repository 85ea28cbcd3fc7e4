package dev.messagingwindow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.messagingwindow.problem.ApiProblem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/// An issuer that cannot be asked, and one that is configured by half.
class JwtIssuerTest {

  private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhLTE3In0.c2lnbmF0dXJl";

  /// Nobody listens there. Made as Spring Boot makes it, which asks the issuer at the first token.
  private static final JwtDecoder OF_AN_ISSUER_THAT_IS_AWAY =
      new SupplierJwtDecoder(() -> JwtDecoders.fromIssuerLocation("http://127.0.0.1:1"));

  @Test
  void isUnavailableWhileTheIssuerDoesNotAnswer() {
    var credentials = credentials(List.of("messaging-window"));

    assertThatThrownBy(() -> credentials.resolve(TOKEN))
        .asInstanceOf(type(ApiProblem.class))
        .satisfies(problem -> {
          assertThat(problem.getStatusCode().value()).isEqualTo(503);
          assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("5");
        });
  }

  @Test
  void looksAtNoApiKey() {
    assertThat(credentials(List.of("messaging-window")).resolve("mw_1")).isEmpty();
  }

  /// Else a token for any other service of the issuer would be good here.
  @Test
  void refusesToStartWithAnIssuerAndNoAudience() {
    assertThatThrownBy(() -> credentials(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("spring.security.oauth2.resourceserver.jwt.audiences");
  }

  private static JwtCredentials credentials(List<String> audiences) {
    var beans = new StaticListableBeanFactory();
    beans.addBean("decoder", OF_AN_ISSUER_THAT_IS_AWAY);
    var issuer = new OAuth2ResourceServerProperties();
    issuer.getJwt().setAudiences(audiences);
    return new JwtCredentials(
        beans.getBeanProvider(JwtDecoder.class),
        issuer,
        new SecurityProperties(null, 100, 200, 5, 50, "roles", "channel_ids"));
  }
}
