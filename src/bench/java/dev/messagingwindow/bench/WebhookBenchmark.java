package dev.messagingwindow.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/// Measures the webhook and the window reads against what the machine can do, in one run: the load
/// generator, the service and PostgreSQL share its cores.
///
/// Options: `--customers=1000000,10000000`, `--seconds=30` (of each measurement), `--warm-up=30`,
/// `--only=c128,d` for some of the measurements, `--java-options=…` of the service.
public final class WebhookBenchmark {

  private static final int CHANNELS = 1000;
  private static final String SHARED_BUFFERS = "2GB";
  private static final String SECRET = "bench-secret";
  private static final String KEY = "mw_bench-key-of-sixty-characters-and-more-0123456789abcdefgh";
  private static final int FASTEST_THINKABLE = 25_000;

  private final Path directory = Path.of("target/bench").toAbsolutePath();
  private final Map<String, Load> results = new LinkedHashMap<>();
  private final int seconds;
  private final int warmUp;
  private final Set<String> only;
  private final List<String> javaOptions;

  private WebhookBenchmark(int seconds, int warmUp, Set<String> only, List<String> javaOptions) {
    this.only = only;
    this.seconds = seconds;
    this.warmUp = warmUp;
    this.javaOptions = javaOptions;
  }

  public static void main(String[] arguments) throws Exception {
    ((Logger) LoggerFactory.getLogger("io.zonky")).setLevel(Level.WARN);
    var benchmark =
        new WebhookBenchmark(
            Integer.parseInt(option(arguments, "seconds", "30")),
            Integer.parseInt(option(arguments, "warm-up", "30")),
            words(option(arguments, "only", ""), ",").collect(Collectors.toSet()),
            words(option(arguments, "java-options", ""), " ").toList());
    var sizes =
        Stream.of(option(arguments, "customers", "1000000,10000000").split(","))
            .map(Long::parseLong)
            .toList();
    benchmark.run(sizes);
  }

  private static Stream<String> words(String text, String separator) {
    return Stream.of(text.split(separator)).filter(word -> !word.isEmpty());
  }

  private static String option(String[] arguments, String name, String otherwise) {
    var prefix = "--" + name + "=";
    return Arrays.stream(arguments)
        .filter(argument -> argument.startsWith(prefix))
        .map(argument -> argument.substring(prefix.length()))
        .findFirst()
        .orElse(otherwise);
  }

  private void run(List<Long> sizes) throws Exception {
    Files.createDirectories(directory);
    System.out.println(machine());
    try (var postgres = postgres()) {
      for (var customers : sizes) {
        var name = "bench" + customers;
        try (var connection =
                DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"));
            var statement = connection.createStatement()) {
          statement.execute("drop database if exists " + name);
          statement.execute("create database " + name);
        }
        measure(postgres, name, new Population(CHANNELS, customers));
      }
    }
    if (only.isEmpty()) {
      ratios(sizes);
    }
  }

  private boolean isAsked(String name) {
    return only.isEmpty() || only.contains(name);
  }

  private EmbeddedPostgres postgres() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory.resolve("postgres"))
        .setOverrideWorkingDirectory(directory.resolve("postgres-bin").toFile())
        .setPGStartupWait(Duration.ofSeconds(60))
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("shared_buffers", SHARED_BUFFERS)
        .setServerConfig("max_wal_size", "16GB")
        // segments that are used again are not filled with zeros first: a stall of some 30 ms each
        .setServerConfig("min_wal_size", "8GB")
        .setServerConfig("checkpoint_timeout", "30min")
        .setServerConfig("max_connections", "100")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .start();
  }

  private void measure(EmbeddedPostgres postgres, String database, Population population)
      throws IOException, InterruptedException, SQLException {
    var size = population.customers() / 1000 + "k";
    var url = postgres.getJdbcUrl("postgres", database);
    try (var service =
        Service.start(url, SECRET, KEY, javaOptions, directory.resolve("service.log"))) {
      try (var connection = DriverManager.getConnection(url)) {
        population.insert(connection);
      }
      service.restart();
      var databasePid = databasePid();
      System.out.printf(
          "%n%,d customers, %d channels, shared_buffers %s, %d s each after %d s of warm-up%n",
          population.customers(), population.channels(), SHARED_BUFFERS, seconds, warmUp);
      System.out.printf(
          "%-34s %10s %9s %9s %12s %12s %9s%n",
          "", "per second", "p50 ms", "p99 ms", "service us", "postgres us", "failures");
      var of = new Measured(service, databasePid, size);

      var count = (warmUp + 2 * (seconds + 5)) * FASTEST_THINKABLE;
      var now = Instant.now().minusSeconds(60).toEpochMilli();
      var real =
          Requests.write(
              directory.resolve("webhooks"),
              count,
              i -> Requests.webhook("/webhooks/meta", SECRET, population.any(), i, now));
      var none =
          Requests.write(
              directory.resolve("unstored"),
              100_000,
              i -> Requests.webhook("/webhooks/none", SECRET, population.any(), i, now));
      var bare = Requests.write(directory.resolve("bare"), 1, _ -> Requests.bare());
      var window =
          Requests.write(
              directory.resolve("window"), 200_000, _ -> Requests.window(KEY, population.any()));
      var windows =
          Requests.write(
              directory.resolve("windows"),
              20_000,
              i ->
                  Requests.windows(
                      KEY,
                      IntStream.range(0, 100)
                          .mapToObj(_ -> population.ofChannel(i % CHANNELS))
                          .toList()));

      var all = new Requests(real.file(), real.recordBytes(), count);
      var sent = of.warmed("c128", all, 0, 128, warmUp);
      var slice = (count - sent) / 2;
      of.measure("c  webhook, 128 connections", "c128", all, sent, slice, 128);
      of.measure("c  webhook, 32 connections", "c32", all, sent + slice, slice, 32);
      of.warmed("b", none, 0, 128, warmUp / 3);
      of.measure("b  unstored, 128 connections", "b", none, 0, none.count(), 128);
      of.warmed("e", bare, 0, 128, warmUp / 3);
      of.measure("e  bare GET, 128 connections", "e", bare, 0, 1, 128);
      of.warmed("d", window, 0, 128, warmUp / 3);
      of.measure("d  one window, 128 connections", "d", window, 0, window.count(), 128);
      of.warmed("bulk", windows, 0, 32, warmUp / 3);
      of.measure("d  100 windows, 32 connections", "bulk", windows, 0, windows.count(), 32);
      pgbench(of, url, population);
      storage(url);
    }
  }

  /// The best of three numbers of clients.
  private void pgbench(Measured of, String url, Population population)
      throws IOException, InterruptedException {
    var now = Instant.now();
    var variables =
        List.of(
            "channels=" + population.channels(),
            "customers=" + population.customers(),
            "now=" + now,
            "today=" + now.toString().substring(0, 10));
    var address = url.replace("jdbc:", "").replaceAll("\\?.*", "");
    var plain = address.replace("postgresql://", "postgresql://postgres@");
    if (isAsked("a16")) {
      Load.pgbench(plain, variables, 16, Math.max(1, warmUp / 3), "src/bench/message.sql");
    }
    for (var clients : List.of(8, 16, 32)) {
      of.measure(
          "a  pgbench, %d clients".formatted(clients),
          "a" + clients,
          () ->
              Load.pgbench(
                  plain, variables, clients, Math.max(1, seconds / 2), "src/bench/message.sql"));
    }
  }

  private static void storage(String url) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                select (select pg_total_relation_size('conversation') / greatest(1, count(*)) from conversation),
                  (select sum(pg_total_relation_size(inhrelid)) from pg_inherits where inhparent = 'message'::regclass)
                    / greatest(1, (select count(*) from message)),
                  (select sum(pg_total_relation_size(inhrelid)) from pg_inherits where inhparent = 'seen_event'::regclass)
                    / greatest(1, (select count(*) from seen_event))
                """)) {
      row.next();
      System.out.printf(
          "bytes with indexes: %d a customer, %d a message of 62 characters, %d its key%n",
          row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }

  private long databasePid() throws IOException {
    return Long.parseLong(
        Files.readAllLines(directory.resolve("postgres/postmaster.pid")).getFirst().strip());
  }

  private void ratios(List<Long> sizes) {
    System.out.println();
    for (var customers : sizes) {
      var size = customers / 1000 + "k";
      var a =
          Stream.of("a8", "a16", "a32").mapToDouble(name -> rate(name, size)).max().orElseThrow();
      System.out.printf(
          Locale.ROOT,
          "%,d customers: c/a %.2f  c/b %.2f  c/e %.2f  single/e %.2f  bulk rows/single rows %.1f  p99 at 32 %.1f ms%n",
          customers,
          rate("c128", size) / a,
          rate("c128", size) / rate("b", size),
          rate("c128", size) / rate("e", size),
          rate("d", size) / rate("e", size),
          rate("bulk", size) * 100 / rate("d", size),
          results.get("c32" + size).p99());
    }
    if (sizes.size() > 1) {
      System.out.printf(
          Locale.ROOT,
          "webhook rate with %,d against %,d customers: %.2f%n",
          sizes.getLast(),
          sizes.getFirst(),
          rate("c128", sizes.getLast() / 1000 + "k") / rate("c128", sizes.getFirst() / 1000 + "k"));
    }
  }

  private double rate(String name, String size) {
    return results.get(name + size).perSecond();
  }

  private static String machine() throws IOException {
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

  /// Prints each measurement as a row.
  private final class Measured {

    private final Service service;
    private final long databasePid;
    private final String size;

    Measured(Service service, long databasePid, String size) {
      this.service = service;
      this.databasePid = databasePid;
      this.size = size;
    }

    /// @return how many requests it took
    int warmed(String name, Requests requests, int first, int connections, int time)
        throws IOException, InterruptedException {
      if (!isAsked(name)) {
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

    void measure(
        String title, String name, Requests requests, int first, int count, int connections)
        throws IOException, InterruptedException {
      measure(
          title,
          name,
          () -> Load.wrk(service.port(), requests, first, count, connections, seconds));
      if (name.startsWith("c") && isAsked(name) && results.get(name + size).requests() > count) {
        System.out.println("the requests ran out: some were sent twice, the figure is no good");
      }
    }

    void measure(String title, String name, Run run) throws IOException, InterruptedException {
      if (!isAsked(name)) {
        return;
      }
      var before = Cpu.now(service.pid(), databasePid);
      var load = run.run();
      var cpu = Cpu.now(service.pid(), databasePid).since(before);
      results.put(name + size, load);
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
  }

  @FunctionalInterface
  private interface Run {

    Load run() throws IOException, InterruptedException;
  }
}
