package dev.messagingwindow.sandbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/// A running embedded PostgreSQL and the lock on the directory that its data lie in.
final class SandboxDatabase implements AutoCloseable {

  private static final String VERSION = "18";
  private static final Duration STARTUP_WAIT = Duration.ofSeconds(60);

  private final DataDirectory directory;
  private final EmbeddedPostgres server;

  private SandboxDatabase(DataDirectory directory, EmbeddedPostgres server) {
    this.directory = directory;
    this.server = server;
  }

  /// @param home absolute; the data go to a directory below it that is named after the major
  ///   version
  /// @param port 0 for any free one
  static SandboxDatabase start(Path home, int port) {
    var directory = DataDirectory.claim(home, VERSION);
    try {
      directory.stopOrphan();
      requireFree(port);
      var database = new SandboxDatabase(directory, server(home, directory.data(), port));
      database.requireOwnData();
      return database;
    } catch (SandboxStartException failure) {
      directory.close();
      throw failure;
    } catch (IOException | RuntimeException | ExceptionInInitializerError failure) {
      directory.close();
      throw explained(failure, home);
    }
  }

  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
  }

  @Override
  public void close() throws IOException {
    try (directory) {
      server.close();
    }
  }

  /// zonky starts the server with `-F` and `synchronous_commit=off`, made for tests that throw
  /// their data away; the later `-c` wins. Its defaults for the data directory and the shutdown
  /// hook would delete the data and race with Spring's own shutdown.
  private static EmbeddedPostgres server(Path home, Path data, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setOverrideWorkingDirectory(home.resolve("bin").toFile())
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .setPGStartupWait(STARTUP_WAIT)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "100")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        .setLocaleConfig("locale", "C")
        .start();
  }

  private static void requireFree(int port) {
    if (port == 0) {
      return;
    }
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException taken) {
      throw new SandboxStartException(
          "Port " + port + " for the embedded PostgreSQL is in use.",
          "Set messaging.sandbox.postgres-port to a free port, or leave it out to have one chosen.",
          taken);
    }
  }

  /// zonky's readiness check is content with any server that answers on the port.
  private void requireOwnData() throws IOException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("show data_directory")) {
      rows.next();
      if (!Path.of(rows.getString(1)).toRealPath().equals(directory.data().toRealPath())) {
        server.close();
        throw new SandboxStartException(
            "Another PostgreSQL answers on port " + server.getPort() + ".",
            "Start again, or set messaging.sandbox.postgres-port to a port that is free.");
      }
    } catch (SQLException failure) {
      server.close();
      throw new IOException("the server does not tell its data directory", failure);
    }
  }

  private static SandboxStartException explained(Throwable failure, Path home) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      var message = String.valueOf(cause.getMessage());
      if (message.contains("Missing embedded postgres binaries")
          || message.contains("No Postgres binary found")
          || message.contains("Unknown OS")) {
        return new SandboxStartException(
            "There is no embedded PostgreSQL for this platform.",
            "Set spring.datasource.url (and username, password) to a PostgreSQL 18 of your own.",
            failure);
      }
      if (message.contains("could not lock")) {
        return DataDirectory.inUse(home);
      }
    }
    return new SandboxStartException(
        "The embedded PostgreSQL in " + home + " does not start.",
        "Start with --logging.level.io.zonky=debug to see the server's own log. As root in a"
            + " container it needs user namespaces: use an ordinary user with an entry in /etc/passwd there. If the data are"
            + " damaged, delete the directory (data/ by default) and start afresh. Or set"
            + " spring.datasource.url to a PostgreSQL of your own.",
        failure);
  }
}
