package dev.messagingwindow.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/// The PostgreSQL that the service under measurement uses, on the same machine.
final class Database implements AutoCloseable {

  static final String SHARED_BUFFERS = "2GB";

  private final EmbeddedPostgres server;
  private final Path directory;

  private Database(EmbeddedPostgres server, Path directory) {
    this.server = server;
    this.directory = directory;
  }

  static Database start(Path home) throws IOException {
    var directory = home.resolve("postgres");
    var server =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory)
            .setOverrideWorkingDirectory(home.resolve("postgres-bin").toFile())
            .setPGStartupWait(Duration.ofSeconds(60))
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("shared_buffers", SHARED_BUFFERS)
            .setServerConfig("max_wal_size", "16GB")
            // segments that are used again are not filled with zeros first: a stall of some 30 ms
            // each
            .setServerConfig("min_wal_size", "8GB")
            .setServerConfig("checkpoint_timeout", "30min")
            .setServerConfig("max_connections", "100")
            .setServerConfig("listen_addresses", "127.0.0.1")
            .start();
    return new Database(server, directory);
  }

  /// A new, empty database.
  ///
  /// @return its address for JDBC
  String create(String name) throws SQLException {
    try (var connection = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
        var statement = connection.createStatement()) {
      statement.execute("drop database if exists " + name);
      statement.execute("create database " + name);
    }
    return server.getJdbcUrl("postgres", name);
  }

  /// The same address as PostgreSQL's own programs take it.
  static String plain(String url) {
    return url.replace("jdbc:", "")
        .replaceAll("\\?.*", "")
        .replace("postgresql://", "postgresql://postgres@");
  }

  long pid() throws IOException {
    return Long.parseLong(
        Files.readAllLines(directory.resolve("postmaster.pid")).getFirst().strip());
  }

  /// What the figures were taken on.
  static String machine() throws IOException {
    var cpu =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 2))
            .findFirst()
            .orElse("unknown CPU");
    var memory = Files.readAllLines(Path.of("/proc/meminfo")).getFirst().replaceAll("\\D+", "");
    return "%s, %d cores, %d GiB, Java %s, load before: %s"
        .formatted(
            cpu,
            Runtime.getRuntime().availableProcessors(),
            Long.parseLong(memory) / 1024 / 1024,
            Runtime.version(),
            Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
