package dev.messagingwindow.sandbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/// The sandbox's own PostgreSQL, for those who name no database.
///
/// A bean of type `JdbcConnectionDetails`, so that the pool, Flyway and JPA find it by themselves
/// and Spring closes the pool before the server.
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
@Conditional(EmbeddedPostgresConfiguration.NoDataSourceUrl.class)
@Import({EmbeddedPostgresConfiguration.Present.class, EmbeddedPostgresConfiguration.Absent.class})
class EmbeddedPostgresConfiguration {

  private static final String ZONKY = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";

  // imported and not scanned: scanned by itself it would know nothing of the conditions above
  @ConditionalOnClass(EmbeddedPostgres.class)
  static class Present {

    @Bean(destroyMethod = "close")
    SandboxDatabase sandboxDatabase(Environment environment) {
      var home =
          Path.of(environment.getProperty("messaging.sandbox.postgres-dir", "./data/postgres"));
      var port = environment.getProperty("messaging.sandbox.postgres-port", Integer.class, 0);
      return SandboxDatabase.start(home.toAbsolutePath().normalize(), port);
    }

    @Bean
    JdbcConnectionDetails sandboxConnectionDetails(SandboxDatabase database) {
      return new JdbcConnectionDetails() {
        @Override
        public String getUsername() {
          return "postgres";
        }

        @Override
        public String getPassword() {
          return "";
        }

        @Override
        public String getJdbcUrl() {
          return database.jdbcUrl();
        }
      };
    }
  }

  @ConditionalOnMissingClass(ZONKY)
  static class Absent {

    @Bean
    JdbcConnectionDetails sandboxConnectionDetails() {
      throw new SandboxStartException(
          "The sandbox has no database: this jar does not contain the embedded PostgreSQL.",
          "Set spring.datasource.url (and username, password) or start with mvn spring-boot:run.");
    }
  }

  static class NoDataSourceUrl implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !StringUtils.hasText(context.getEnvironment().getProperty("spring.datasource.url"));
    }
  }
}
