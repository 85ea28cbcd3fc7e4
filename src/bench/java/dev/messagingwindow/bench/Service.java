package dev.messagingwindow.bench;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The service in a process of its own, with the benchmark's endpoints.
final class Service implements AutoCloseable {

  private static final int PORT = 18_080;
  private static final int META_PORT = 18_081;
  private static final String ENCRYPTION_KEY =
      "--messaging.channel.encryption-keys=bench:YmVuY2gtb25seS1rZXktb2YtMzItYnl0ZXMtbG9uZyE=";

  private final List<String> command;
  private final Path log;
  private final int port;
  private @Nullable Process process;

  private Service(List<String> command, Path log, int port) {
    this.command = command;
    this.log = log;
    this.port = port;
  }

  /// The service as in production, with the endpoints of the benchmark.
  ///
  /// @param options of the JVM
  /// @param settings more of the service's, such as `--messaging.outbox.worker-enabled=false`
  static Service start(
      String url, String secret, String key, List<String> options, List<String> settings, Path log)
      throws IOException, InterruptedException {
    var all = new ArrayList<>(settings);
    all.addAll(
        List.of(
            "--spring.profiles.active=bench",
            "--server.address=127.0.0.1",
            "--messaging.meta.app-id=1",
            "--messaging.meta.app-secret=" + secret,
            "--messaging.meta.verify-token=bench",
            ENCRYPTION_KEY,
            "--messaging.security.first-admin-key=" + key,
            // one key makes all requests
            "--messaging.security.requests-per-second=1000000",
            "--messaging.security.request-burst=1000000"));
    return launch(url, PORT, options, all, log);
  }

  /// The stand-in for Meta, which sends nothing itself.
  static Service startMeta(String url, Path log) throws IOException, InterruptedException {
    return launch(
        url,
        META_PORT,
        List.of(),
        List.of(
            "--spring.profiles.active=sandbox",
            ENCRYPTION_KEY,
            "--messaging.outbox.worker-enabled=false"),
        log);
  }

  private static Service launch(
      String url, int port, List<String> options, List<String> settings, Path log)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "dev.messagingwindow.MessagingWindowApplication",
            "--server.port=" + port,
            "--spring.datasource.url=" + url,
            "--logging.level.root=warn"));
    command.addAll(settings);
    var service = new Service(command, log, port);
    service.start();
    return service;
  }

  private void start() throws IOException, InterruptedException {
    var started =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process = started;
    while (!answers()) {
      if (started.waitFor(200, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the service does not start, see " + log);
      }
    }
  }

  private boolean answers() {
    try (var _ = new Socket("127.0.0.1", port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  void restart() throws IOException, InterruptedException {
    close();
    start();
  }

  void requireRunning() {
    if (process == null || !process.isAlive()) {
      throw new IllegalStateException("the service has ended, see " + log);
    }
  }

  long pid() {
    return process == null ? -1 : process.pid();
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
  }
}
