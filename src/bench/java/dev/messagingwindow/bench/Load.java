package dev.messagingwindow.bench;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/// What one run of a load generator saw.
///
/// @param perSecond answered requests, or transactions
/// @param requests in all
/// @param p50 milliseconds
/// @param p99 milliseconds
/// @param failures answers other than 2xx and 3xx, and socket errors
record Load(double perSecond, long requests, double p50, double p99, long failures) {

  private static final int THREADS = 1;

  /// @param first the first request of the file that has not been sent yet
  static Load wrk(int port, Requests requests, int first, int count, int connections, int seconds)
      throws IOException, InterruptedException {
    var out =
        run(
            List.of(
                "wrk",
                "--latency",
                "-t" + THREADS,
                "-c" + connections,
                "-d" + seconds + "s",
                "-s",
                "src/bench/requests.lua",
                "http://127.0.0.1:" + port,
                "--",
                requests.file().toString(),
                Integer.toString(requests.recordBytes()),
                Integer.toString(first),
                Integer.toString(count),
                Integer.toString(THREADS)));
    var failures = number(out, "Non-2xx or 3xx responses: (\\d+)", 0);
    for (var kind : List.of("connect", "read", "write", "timeout")) {
      failures += number(out, "Socket errors:.*" + kind + " (\\d+)", 0);
    }
    return new Load(
        number(out, "Requests/sec: +([\\d.]+)"),
        (long) number(out, "(\\d+) requests in"),
        millis(out, "50%"),
        millis(out, "99%"),
        (long) failures);
  }

  static Load pgbench(String url, List<String> variables, int clients, int seconds, String script)
      throws IOException, InterruptedException {
    return pgbench(url, variables, clients, script, "-T" + seconds);
  }

  /// @param each how many transactions each client makes
  static Load pgbenchOfCount(
      String url, List<String> variables, int clients, int each, String script)
      throws IOException, InterruptedException {
    return pgbench(url, variables, clients, script, "-t" + each);
  }

  private static Load pgbench(
      String url, List<String> variables, int clients, String script, String howLong)
      throws IOException, InterruptedException {
    var command = new java.util.ArrayList<String>();
    command.addAll(
        List.of("pgbench", "-n", "-M", "prepared", "-c" + clients, "-j1", howLong, "-f", script));
    variables.forEach(variable -> command.addAll(List.of("-D", variable)));
    command.add(url);
    var out = run(command);
    return new Load(
        number(out, "tps = ([\\d.]+)"),
        (long) number(out, "actually processed: (\\d+)"),
        number(out, "latency average = ([\\d.]+) ms"),
        Double.NaN,
        (long) number(out, "number of failed transactions: (\\d+)", 0));
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var out = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + "\n" + out);
    }
    return out;
  }

  private static double millis(String out, String percentile) {
    var found = Pattern.compile(" " + percentile + " +([\\d.]+)(us|ms|s|m)").matcher(out);
    if (!found.find()) {
      throw new IllegalStateException("no latencies in " + out);
    }
    return Double.parseDouble(found.group(1))
        * switch (found.group(2)) {
          case "us" -> 0.001;
          case "ms" -> 1;
          case "s" -> 1000;
          default -> 60_000;
        };
  }

  private static double number(String out, String pattern) {
    var found = Pattern.compile(pattern).matcher(out);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in " + out);
    }
    return Double.parseDouble(found.group(1));
  }

  private static double number(String out, String pattern, double otherwise) {
    var found = Pattern.compile(pattern).matcher(out);
    return found.find() ? Double.parseDouble(found.group(1)) : otherwise;
  }
}
