package dev.messagingwindow.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The service in a process of its own, as `mvn spring-boot:run` starts it, on any free port. It
/// can be killed; nothing of it outlives [#close], not even the PostgreSQL that it leaves behind
/// then.
public final class ServiceProcess implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final String MAIN_CLASS = "dev.messagingwindow.MessagingWindowApplication";

  private final Process process;
  private final Path dataDirectory;
  private final Path log;

  private ServiceProcess(Process process, Path dataDirectory, Path log) {
    this.process = process;
    this.dataDirectory = dataDirectory;
    this.log = log;
  }

  /// Returns once the service answers that it is healthy.
  ///
  /// @param dataDirectory of its PostgreSQL
  /// @param arguments more settings, such as `--messaging.outbox.lease=3s`
  public static ServiceProcess start(Path dataDirectory, String... arguments) {
    return healthy(launch(dataDirectory, sandbox(dataDirectory, arguments)));
  }

  /// Another instance on the same database, without the stand-in for Meta: it calls this one's.
  ///
  /// @param name of the directory for its log
  public ServiceProcess startInstance(String name, String... arguments) {
    var graph = baseUrl() + "/sandbox/graph";
    var settings =
        Stream.of(
            // the same app and the same keys, but not the profile
            "--spring.config.import=classpath:application-sandbox.yaml",
            "--spring.datasource.url=" + jdbcUrl(),
            "--spring.datasource.username=postgres",
            "--messaging.login.callback-url=" + baseUrl() + "/login/callback",
            "--messaging.meta.facebook-graph-url=" + graph,
            "--messaging.meta.instagram-graph-url=" + graph);
    return healthy(
        launch(
            dataDirectory.resolve(name), Stream.concat(settings, Stream.of(arguments)).toList()));
  }

  private static ServiceProcess healthy(ServiceProcess service) {
    try {
      await()
          .atMost(DEADLINE)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> !service.isAlive() || service.isHealthy());
      assertThat(service.isAlive()).as("has not ended").isTrue();
      return service;
    } catch (RuntimeException | Error failure) {
      failure.addSuppressed(new AssertionError(service.log()));
      service.close();
      throw failure;
    }
  }

  /// Starts a service that is expected to give up.
  ///
  /// @return what it printed
  public static String startInVain(Path dataDirectory, String... arguments) {
    var service = launch(dataDirectory, sandbox(dataDirectory, arguments));
    try {
      await().atMost(DEADLINE).until(() -> !service.isAlive() || service.isHealthy());
      assertThat(service.isAlive()).as(() -> "started:\n" + service.log()).isFalse();
      assertThat(service.process.exitValue()).as(service::log).isNotZero();
      return service.log();
    } finally {
      service.release();
    }
  }

  private static List<String> sandbox(Path dataDirectory, String... arguments) {
    var settings =
        Stream.of(
            "--spring.profiles.active=sandbox",
            "--messaging.sandbox.postgres-dir=" + dataDirectory);
    return Stream.concat(settings, Stream.of(arguments)).toList();
  }

  private static ServiceProcess launch(Path dataDirectory, List<String> arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                MAIN_CLASS,
                "--server.port=0"));
    command.addAll(arguments);
    try {
      // a file, not a pipe: the PostgreSQL inherits it and may live longer
      var log = Files.createTempFile(Files.createDirectories(dataDirectory), "service", ".log");
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new ServiceProcess(process, dataDirectory, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private boolean isHealthy() {
    var port = port();
    if (port.isEmpty()) {
      return false;
    }
    try {
      return Api.at(baseUrl()).get("/actuator/health/readiness").status() == 200;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  private Optional<String> port() {
    var started = PORT.matcher(log());
    return started.find() ? Optional.of(started.group(1)) : Optional.empty();
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + port().orElseThrow();
  }

  /// Everything that it printed so far.
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// SIGKILL: no hook runs. Its PostgreSQL stays.
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /// SIGKILL to the service and to every process of its PostgreSQL, as when the machine stops.
  public void killWithDatabase() {
    var database = database().orElseThrow();
    var all = Stream.concat(Stream.of(database), database.descendants()).toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    awaitEnd();
    all.forEach(ServiceProcess::awaitEnd);
  }

  /// SIGTERM, as an orderly stop.
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  /// The address of its PostgreSQL, for user `postgres` without a password.
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + pidFile().get(3).strip() + "/postgres";
  }

  /// The server that has this data directory, whoever started it.
  public Optional<ProcessHandle> database() {
    var lines = pidFile();
    return lines.isEmpty()
        ? Optional.empty()
        : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
            .filter(ProcessHandle::isAlive)
            .filter(found -> found.info().command().orElse("").endsWith("postgres"));
  }

  /// Number, directory, start, port and more; empty without a server.
  private List<String> pidFile() {
    try {
      var file = dataDirectory.resolve("18").resolve("postmaster.pid");
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitEnd() {
    awaitEnd(process.toHandle());
  }

  private static void awaitEnd(ProcessHandle process) {
    await().atMost(DEADLINE).until(() -> !process.isAlive());
  }

  private void release() {
    try {
      process.destroyForcibly().waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    release();
    database()
        .ifPresent(orphan -> {
          orphan.destroy();
          await().atMost(DEADLINE).until(() -> database().isEmpty());
        });
  }
}
