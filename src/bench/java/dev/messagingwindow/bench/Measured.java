package dev.messagingwindow.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/// Measurements of one service, each printed as a row.
final class Measured {

  private final Service service;
  private final long databasePid;
  private final Map<String, Load> results;
  private final String suffix;
  private final int seconds;
  private final Predicate<String> isAsked;

  /// @param results where each is kept, under its name and the suffix
  /// @param seconds of each measurement
  /// @param isAsked which of them are taken, by name
  Measured(
      Service service,
      long databasePid,
      Map<String, Load> results,
      String suffix,
      int seconds,
      Predicate<String> isAsked) {
    this.service = service;
    this.databasePid = databasePid;
    this.results = results;
    this.suffix = suffix;
    this.seconds = seconds;
    this.isAsked = isAsked;
  }

  static void printHead() {
    System.out.printf(
        "%-34s %10s %9s %9s %12s %12s %9s%n",
        "", "per second", "p50 ms", "p99 ms", "service us", "postgres us", "failures");
  }

  /// @return how many requests it took
  int warmed(String name, Requests requests, int first, int connections, int time)
      throws IOException, InterruptedException {
    if (!isAsked.test(name)) {
      return 0;
    }
    var load =
        Load.wrk(
            service.port(),
            requests,
            first,
            requests.count() - first,
            connections,
            Math.max(1, time));
    if (load.failures() > 0) {
      System.out.printf("warm-up of %s: %d failures%n", name, load.failures());
    }
    return (int) load.requests() + connections;
  }

  void measure(String title, String name, Requests requests, int first, int count, int connections)
      throws IOException, InterruptedException {
    measure(
        title, name, () -> Load.wrk(service.port(), requests, first, count, connections, seconds));
  }

  /// The same with requests of which each may be sent once.
  void measureOnce(
      String title, String name, Requests requests, int first, int count, int connections)
      throws IOException, InterruptedException {
    measure(title, name, requests, first, count, connections);
    if (isAsked.test(name) && results.get(name + suffix).requests() > count) {
      System.out.println("the requests ran out: some were sent twice, the figure is no good");
    }
  }

  void measure(String title, String name, Run run) throws IOException, InterruptedException {
    if (!isAsked.test(name)) {
      return;
    }
    var before = Cpu.now(service.pid(), databasePid);
    var load = run.run();
    var cpu = Cpu.now(service.pid(), databasePid).since(before);
    results.put(name + suffix, load);
    System.out.printf(
        Locale.ROOT,
        "%-34s %10.0f %9.2f %9.2f %12.0f %12.0f %9d%n",
        title,
        load.perSecond(),
        load.p50(),
        load.p99(),
        cpu.service().toNanos() / 1e3 / load.requests(),
        cpu.database().toNanos() / 1e3 / load.requests(),
        load.failures());
  }

  @FunctionalInterface
  interface Run {

    Load run() throws IOException, InterruptedException;
  }
}
