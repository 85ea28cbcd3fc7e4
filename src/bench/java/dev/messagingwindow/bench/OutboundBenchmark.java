package dev.messagingwindow.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/// Measures checking, accepting and sending messages against what the machine can do, in one run:
/// the load generator, the service, PostgreSQL and whoever plays Meta share its cores.
///
/// Options: `--seconds=15` (of each measurement), `--warm-up=30`, `--messages=50000` (queued to be
/// sent), `--settings=…` of the service and `--java-options=…`, each separated by blanks.
public final class OutboundBenchmark {

  private static final int CHANNELS = 50;
  private static final int CUSTOMERS_OF_EACH = 2_000;
  private static final int CUSTOMERS = CHANNELS * CUSTOMERS_OF_EACH;

  /// The only one that the stand-in for Meta takes.
  private static final String SECRET = "sandbox-secret";

  private static final String ADMIN_KEY =
      "mw_bench-key-of-sixty-characters-and-more-0123456789abcdefgh";
  private static final int FASTEST_THINKABLE = 10_000;
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Path directory = Path.of("target/bench").toAbsolutePath();
  private final Map<String, Load> results = new LinkedHashMap<>();
  private final int seconds;
  private final int warmUp;
  private final int messages;
  private final List<String> settings;
  private final List<String> javaOptions;

  private OutboundBenchmark(Options options) {
    seconds = options.number("seconds", 15);
    warmUp = options.number("warm-up", 30);
    messages = options.number("messages", 50_000);
    settings = options.words("settings", " ");
    javaOptions = options.words("java-options", " ");
  }

  public static void main(String[] arguments) throws Exception {
    ((Logger) LoggerFactory.getLogger("io.zonky")).setLevel(Level.WARN);
    new OutboundBenchmark(new Options(arguments)).run();
  }

  private void run() throws Exception {
    Files.createDirectories(directory);
    System.out.println(Database.machine());
    try (var database = Database.start(directory);
        var stub = GraphStub.start()) {
      var url = database.create("outbound");
      System.out.printf(
          "%n%,d customers, %d channels, shared_buffers %s, %d s each after %d s of warm-up%n",
          CUSTOMERS, CHANNELS, Database.SHARED_BUFFERS, seconds, warmUp);
      Measured.printHead();
      Desk desk;
      try (var service = start(url, stub.port(), "", false)) {
        desk = Desk.open(service, ADMIN_KEY, url, CHANNELS, CUSTOMERS_OF_EACH);
        accept(measured(service, database), desk);
        acceptByPgbench(measured(service, database), url);
      }
      try (var service = start(url, stub.port(), "", true)) {
        send("s  sent, trivial stub", "stub", List.of(service), database, desk, messages);
      }
      sendByPgbench(database, desk);
      try (var meta = Service.startMeta(url, directory.resolve("meta.log"));
          var service = start(url, meta.port(), "/sandbox/graph", true)) {
        desk.introduceTo();
        send("s  sent, stand-in", "meta", List.of(service, meta), database, desk, messages / 5);
      }
    }
    ratios();
  }

  /// @param path of the Graph API at that port
  private Service start(String url, int graphPort, String path, boolean sends)
      throws IOException, InterruptedException {
    var all = new ArrayList<>(settings);
    all.add("--messaging.meta.facebook-graph-url=http://127.0.0.1:" + graphPort + path);
    all.add("--messaging.outbox.worker-enabled=" + sends);
    // the stand-in's tables are in the same database
    all.add("--spring.flyway.locations=classpath:db/migration,classpath:db/sandbox");
    return Service.start(
        url, SECRET, ADMIN_KEY, javaOptions, all, directory.resolve("service.log"));
  }

  private Measured measured(Service service, Database database) throws IOException {
    return new Measured(service, database.pid(), results, "", seconds, _ -> true);
  }

  private void accept(Measured of, Desk desk) throws IOException, InterruptedException {
    var count = (warmUp + 2 * (seconds + 5)) * FASTEST_THINKABLE;
    var now = Instant.now().minusSeconds(30).toEpochMilli();
    var bare = Requests.write(directory.resolve("bare"), 1, _ -> Requests.bare());
    var recent = checks("recent", desk::recent, desk);
    var earlier = checks("earlier", desk::earlier, desk);
    var outbound =
        Requests.write(
            directory.resolve("outbound"),
            count,
            i -> Requests.outbound(desk.key(), desk.recent(), i));
    var webhook =
        Requests.write(
            directory.resolve("webhooks"),
            count,
            i -> Requests.webhook("/webhooks/meta", SECRET, desk.recent(), i, now));

    for (var connections : List.of(1, 32)) {
      of.warmed("bare", bare, 0, connections, warmUp / 3);
      of.measure(title("e  bare GET", connections), "bare" + connections, bare, 0, 1, connections);
      of.warmed("recent", recent, 0, connections, warmUp / 3);
      of.measure(
          title("k  check, first 24 hours", connections),
          "recent" + connections,
          recent,
          0,
          recent.count(),
          connections);
      of.warmed("earlier", earlier, 0, connections, warmUp / 3);
      of.measure(
          title("k  check, after 24 hours", connections),
          "earlier" + connections,
          earlier,
          0,
          earlier.count(),
          connections);
    }
    var accepted = of.warmed("accept", outbound, 0, 32, warmUp);
    var slice = (count - accepted) / 2;
    of.measureOnce(title("a  accepted", 32), "accept32", outbound, accepted, slice, 32);
    of.measureOnce(title("a  accepted", 1), "accept1", outbound, accepted + slice, slice, 1);
    var received = of.warmed("webhook", webhook, 0, 32, warmUp / 3);
    of.measureOnce(title("c  webhook", 32), "webhook32", webhook, received, count - received, 32);
  }

  private Requests checks(String name, Supplier<Population.Customer> of, Desk desk)
      throws IOException {
    return Requests.write(
        directory.resolve(name), 100_000, _ -> Requests.check(desk.key(), of.get()));
  }

  private static String title(String what, int connections) {
    return connections == 1 ? what + ", 1 connection" : what + ", " + connections + " connections";
  }

  private void acceptByPgbench(Measured of, String url) throws IOException, InterruptedException {
    var variables = List.of("customers=" + CUSTOMERS, "now=" + Instant.now());
    Load.pgbench(
        Database.plain(url), variables, 16, Math.max(1, warmUp / 3), "src/bench/accept.sql");
    for (var clients : List.of(8, 16, 32)) {
      of.measure(
          "a  pgbench, %d clients".formatted(clients),
          "accept-pgbench" + clients,
          () ->
              Load.pgbench(
                  Database.plain(url), variables, clients, seconds, "src/bench/accept.sql"));
    }
  }

  /// A fifth of the messages first, to warm up.
  ///
  /// @param services that are needed, the one that sends first
  private void send(
      String title, String name, List<Service> services, Database database, Desk desk, int count)
      throws IOException, InterruptedException, SQLException {
    desk.queue(count / 5);
    drained(services, desk, count / 5);
    desk.queue(count);
    measured(services.getFirst(), database)
        .measure("%s, %,d".formatted(title, count), name, () -> drained(services, desk, count));
  }

  private static Load drained(List<Service> services, Desk desk, int count)
      throws InterruptedException {
    try {
      var start = System.nanoTime();
      desk.awaitDrained(LOOK, () -> services.forEach(Service::requireRunning));
      var perSecond = count / ((System.nanoTime() - start) / 1e9);
      return new Load(perSecond, count, Double.NaN, Double.NaN, count - desk.count("SENT"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void sendByPgbench(Database database, Desk desk)
      throws IOException, InterruptedException, SQLException {
    desk.queue(messages);
    desk.takeTurns();
    var clients = 16;
    var each = messages / clients;
    var load =
        Load.pgbenchOfCount(
            Database.plain(desk.url()),
            List.of("now=" + Instant.now()),
            clients,
            each,
            "src/bench/send.sql");
    results.put("send-pgbench", load);
    System.out.printf(
        Locale.ROOT,
        "%-34s %10.0f %9.2f %s%n",
        "s  pgbench, %d clients".formatted(clients),
        load.perSecond(),
        load.p50(),
        load.failures() == 0 ? "" : load.failures() + " failures");
  }

  private void ratios() {
    var pgbench =
        List.of(8, 16, 32).stream()
            .mapToDouble(clients -> rate("accept-pgbench" + clients))
            .max()
            .orElseThrow();
    System.out.printf(
        Locale.ROOT,
        """

        accepted at 32 connections / pgbench of the same statements %.2f, / webhook %.2f, / bare GET %.2f
        sent to the stub / pgbench of the same statements %.2f, / accepted %.2f; to the stand-in / to the stub %.2f
        check / bare GET at 32 connections: first 24 hours %.2f, after %.2f
        check p50 / p99 in ms, first 24 hours: %.2f / %.2f at 1 connection, %.2f / %.2f at 32; after: %.2f / %.2f, %.2f / %.2f
        """,
        rate("accept32") / pgbench,
        rate("accept32") / rate("webhook32"),
        rate("accept32") / rate("bare32"),
        rate("stub") / rate("send-pgbench"),
        rate("stub") / rate("accept32"),
        rate("meta") / rate("stub"),
        rate("recent32") / rate("bare32"),
        rate("earlier32") / rate("bare32"),
        results.get("recent1").p50(),
        results.get("recent1").p99(),
        results.get("recent32").p50(),
        results.get("recent32").p99(),
        results.get("earlier1").p50(),
        results.get("earlier1").p99(),
        results.get("earlier32").p50(),
        results.get("earlier32").p99());
  }

  private double rate(String name) {
    return results.get(name).perSecond();
  }
}
