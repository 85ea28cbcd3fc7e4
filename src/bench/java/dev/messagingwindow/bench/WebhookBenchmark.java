package dev.messagingwindow.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
    var options = new Options(arguments);
    var benchmark =
        new WebhookBenchmark(
            options.number("seconds", 30),
            options.number("warm-up", 30),
            Set.copyOf(options.words("only", ",")),
            options.words("java-options", " "));
    var sizes =
        Stream.of(options.text("customers", "1000000,10000000").split(","))
            .map(Long::parseLong)
            .toList();
    benchmark.run(sizes);
  }

  private void run(List<Long> sizes) throws Exception {
    Files.createDirectories(directory);
    System.out.println(Database.machine());
    try (var database = Database.start(directory)) {
      for (var customers : sizes) {
        measure(database, "bench" + customers, new Population(CHANNELS, customers));
      }
    }
    if (only.isEmpty()) {
      ratios(sizes);
    }
  }

  private boolean isAsked(String name) {
    return only.isEmpty() || only.contains(name);
  }

  private void measure(Database database, String name, Population population)
      throws IOException, InterruptedException, SQLException {
    var size = population.customers() / 1000 + "k";
    var url = database.create(name);
    try (var service =
        Service.start(
            url,
            SECRET,
            KEY,
            javaOptions,
            List.of("--messaging.outbox.worker-enabled=false"),
            directory.resolve("service.log"))) {
      try (var connection = DriverManager.getConnection(url)) {
        population.insert(connection);
      }
      service.restart();
      System.out.printf(
          "%n%,d customers, %d channels, shared_buffers %s, %d s each after %d s of warm-up%n",
          population.customers(), population.channels(), Database.SHARED_BUFFERS, seconds, warmUp);
      Measured.printHead();
      var of = new Measured(service, database.pid(), results, size, seconds, this::isAsked);

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
      of.measureOnce("c  webhook, 128 connections", "c128", all, sent, slice, 128);
      of.measureOnce("c  webhook, 32 connections", "c32", all, sent + slice, slice, 32);
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
    var plain = Database.plain(url);
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
}
