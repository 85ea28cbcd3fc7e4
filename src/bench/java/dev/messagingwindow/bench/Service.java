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

  private final List<String> command;
  private final Path log;
  private @Nullable Process process;

  private Service(List<String> command, Path log) {
    this.command = command;
    this.log = log;
  }

  static Service start(String url, String secret, String key, List<String> options, Path log)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "dev.messagingwindow.MessagingWindowApplication",
            "--spring.profiles.active=bench",
            "--server.port=" + PORT,
            "--server.address=127.0.0.1",
            "--spring.datasource.url=" + url,
            "--messaging.meta.app-id=1",
            "--messaging.meta.app-secret=" + secret,
            "--messaging.meta.verify-token=bench",
            "--messaging.channel.encryption-keys=bench:YmVuY2gtb25seS1rZXktb2YtMzItYnl0ZXMtbG9uZyE=",
            "--messaging.security.first-admin-key=" + key,
            "--messaging.outbox.worker-enabled=false",
            "--logging.level.root=warn"));
    var service = new Service(command, log);
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

  private static boolean answers() {
    try (var _ = new Socket("127.0.0.1", PORT)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  void restart() throws IOException, InterruptedException {
    close();
    start();
  }

  long pid() {
    return process == null ? -1 : process.pid();
  }

  int port() {
    return PORT;
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
  }
}
