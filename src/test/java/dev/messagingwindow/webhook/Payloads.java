package dev.messagingwindow.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;

/// The sample bodies in `src/test/resources/payloads`, and what a correct receiver makes of them.
final class Payloads {

  private Payloads() {}

  static byte[] read(String file) {
    try (var stream = ParameterizedTest.class.getResourceAsStream("/payloads/" + file)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /// The rows of `expected.csv`; only the last two columns are ever quoted, and they are not needed
  /// apart.
  static List<Row> expected() {
    return new String(read("expected.csv"), StandardCharsets.UTF_8)
        .lines()
        .skip(1)
        .map(line -> {
          var columns = line.split(",", -1);
          return new Row(
              columns[0],
              Integer.parseInt(columns[1]),
              columns[2],
              columns[3],
              columns[4],
              columns[6],
              columns[7].equals("yes"),
              columns[8].equals("yes"),
              columns[9]);
        })
        .toList();
  }

  static List<String> files() {
    return expected().stream().map(Row::file).distinct().toList();
  }

  /// @param customerId empty when the event names no customer
  record Row(
      String file,
      int index,
      String object,
      String accountId,
      String customerId,
      String at,
      boolean opens,
      boolean restarts,
      String dedupeKey) {}
}
