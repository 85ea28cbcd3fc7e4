package dev.messagingwindow.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// CPU time that processes have used so far, from `/proc/<pid>/stat`.
///
/// @param service the JVM
/// @param database the postmaster and all of its children, those that ended included
record Cpu(Duration service, Duration database) {

  private static final long TICKS_PER_SECOND = 100;

  static Cpu now(long servicePid, long databasePid) {
    var children =
        ProcessHandle.of(databasePid).stream()
            .flatMap(ProcessHandle::children)
            .map(ProcessHandle::pid);
    var database =
        Stream.concat(Stream.of(databasePid), children).mapToLong(pid -> ticks(pid, 4)).sum();
    return new Cpu(time(ticks(servicePid, 2)), time(database));
  }

  Cpu since(Cpu earlier) {
    return new Cpu(service.minus(earlier.service), database.minus(earlier.database));
  }

  private static Duration time(long ticks) {
    return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
  }

  /// @param fields 2 for user and system time, 4 with those of children that ended
  private static long ticks(long pid, int fields) {
    try {
      var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      var values = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      var sum = 0L;
      for (var i = 0; i < fields; i++) {
        sum += Long.parseLong(values[11 + i]);
      }
      return sum;
    } catch (NoSuchFileException _) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
