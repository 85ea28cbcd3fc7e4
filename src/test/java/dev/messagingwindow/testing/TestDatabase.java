package dev.messagingwindow.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// A real PostgreSQL 18 for the tests: in a container where a Docker engine answers, else the
/// embedded server. One server per run, one database per application context. Sessions run in a
/// zone that is not the JVM's.
public final class TestDatabase
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final String IMAGE = "postgres:18-alpine";
  private static final AtomicInteger DATABASES = new AtomicInteger();

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TestPropertyValues.of(
            Map.of(
                "spring.datasource.url",
                newDatabase(),
                "spring.datasource.username",
                Server.USERNAME,
                "spring.datasource.password",
                Server.PASSWORD,
                "spring.datasource.hikari.connection-init-sql",
                "set time zone 'Pacific/Chatham'"))
        .applyTo(context);
  }

  /// The address of a new, empty database.
  public static String newDatabase() {
    var name = "test_" + DATABASES.incrementAndGet();
    try (var connection =
            DriverManager.getConnection(
                Server.RUNNING.url("postgres"), Server.USERNAME, Server.PASSWORD);
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create a database for the tests", e);
    }
    return Server.RUNNING.url(name);
  }

  private interface Server {

    String USERNAME = "postgres";
    String PASSWORD = "postgres";
    Server RUNNING = start();

    String url(String database);

    private static Server start() {
      if (DockerClientFactory.instance().isDockerAvailable()) {
        try {
          var container =
              new PostgreSQLContainer(IMAGE).withUsername(USERNAME).withPassword(PASSWORD);
          container.start();
          System.out.println("Tests run on PostgreSQL in a container: " + IMAGE);
          return database ->
              "jdbc:postgresql://%s:%d/%s"
                  .formatted(
                      container.getHost(),
                      container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                      database);
        } catch (RuntimeException e) {
          System.out.println("Docker answers but cannot run " + IMAGE + ": " + e.getMessage());
        }
      }
      System.out.println("Tests run on the embedded PostgreSQL");
      try {
        var embedded = EmbeddedPostgres.builder().start();
        return database -> embedded.getJdbcUrl(USERNAME, database);
      } catch (IOException e) {
        throw new UncheckedIOException("the embedded PostgreSQL does not start", e);
      }
    }
  }
}
