package dev.messagingwindow.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The directory of one embedded server, locked for this process.
///
/// zonky has a lock of its own, but takes it only after `initdb`, and an orphan may only be stopped
/// by somebody who knows that no living sandbox owns it.
///
/// @param data where the server keeps its files
/// @param lock held until closed; the operating system releases it when the process dies
record DataDirectory(Path data, FileChannel lock) implements AutoCloseable {

  private static final Duration ORPHAN_STOP = Duration.ofSeconds(30);
  private static final Duration START_TIME_SLACK = Duration.ofSeconds(10);

  static DataDirectory claim(Path home, String version) {
    try {
      Files.createDirectories(home);
      var lock =
          FileChannel.open(
              home.resolve("sandbox-" + version + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      try {
        if (lock.tryLock() != null) {
          return new DataDirectory(home.resolve(version), lock);
        }
      } catch (OverlappingFileLockException sameProcess) {
        lock.close();
        throw inUse(home);
      }
      lock.close();
      throw inUse(home);
    } catch (IOException failure) {
      throw new SandboxStartException(
          "The directory " + home + " cannot be written.",
          "Start in a directory that you may write to, or set messaging.sandbox.postgres-dir. If an"
              + " earlier start ran as another user, delete what it left.",
          failure);
    }
  }

  static SandboxStartException inUse(Path home) {
    return new SandboxStartException(
        "Another sandbox already uses " + home + ".",
        "Stop it, or give this one a directory of its own:"
            + " --messaging.sandbox.postgres-dir=./data/second --server.port=8081");
  }

  /// Stops the server that a killed JVM left behind: it would keep its port and these files.
  void stopOrphan() {
    var pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    try {
      var lines = Files.readAllLines(pidFile);
      var orphan =
          ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
              .filter(process -> isOurServer(process.info(), lines));
      if (orphan.isPresent()) {
        orphan.get().destroy();
        awaitEnd(orphan.get(), pidFile);
      }
    } catch (NumberFormatException damaged) {
      // The server refuses a damaged pid file itself, with better words.
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  /// The server removes its file last of all. In a container whose first process reaps nobody, the
  /// ended process itself stays listed.
  private void awaitEnd(ProcessHandle server, Path pidFile) throws InterruptedException {
    var deadline = System.nanoTime() + ORPHAN_STOP.toNanos();
    while (server.isAlive() && Files.exists(pidFile)) {
      if (System.nanoTime() - deadline > 0) {
        throw new SandboxStartException(
            "A PostgreSQL that an earlier sandbox left in " + data + " does not stop.",
            "End the process whose number is the first line of " + pidFile + ".");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /// The number in a stale pid file may by now belong to anybody.
  private boolean isOurServer(ProcessHandle.Info process, List<String> pidFile) {
    var isPostgres =
        process
            .command()
            .map(command -> Path.of(command).getFileName().toString())
            .filter(name -> name.equals("postgres") || name.equals("postgres.exe"))
            .isPresent();
    return isPostgres
        && process
            .arguments()
            .map(arguments -> Arrays.asList(arguments).contains(data.toString()))
            .orElseGet(() -> startedAsWritten(process, pidFile));
  }

  /// Windows does not tell another process's arguments; the third line is the start in seconds.
  private static boolean startedAsWritten(ProcessHandle.Info process, List<String> pidFile) {
    if (pidFile.size() < 3 || process.startInstant().isEmpty()) {
      return false;
    }
    var written = Instant.ofEpochSecond(Long.parseLong(pidFile.get(2).strip()));
    return Duration.between(written, process.startInstant().get()).abs().compareTo(START_TIME_SLACK)
        < 0;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
