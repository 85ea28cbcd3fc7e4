package dev.messagingwindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// PostgreSQL goes and comes back while Meta sends.
class OutageTest {

  private static final String PAGE = "410000000000001";
  private static final int SENDERS = 8;
  private static final int MANY = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private static Path data;

  private final int port = freePort();
  private final long sentAt = System.currentTimeMillis();
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private volatile boolean sending = true;

  @Test
  void asksMetaToComeAgainWhilePostgresIsAwayAndLosesAndCountsNothingTwice() throws Exception {
    var postgres = startPostgres();
    try (var service =
            ServiceProcess.start(
                data.resolve("service"),
                "--spring.datasource.url=" + url(),
                "--spring.datasource.username=postgres");
        var senders = Executors.newFixedThreadPool(SENDERS);
        var _ = (AutoCloseable) () -> sending = false) {
      var meta = new MetaWebhook(service.baseUrl());
      IntStream.range(0, SENDERS).forEach(_ -> senders.submit(() -> send(meta)));
      awaitMore(200, MANY);

      postgres.close();
      awaitMore(503, SENDERS);
      awaitMore(503, SENDERS);

      postgres = startPostgres();
      awaitMore(200, MANY);
      sending = false;
      senders.shutdown();
      assertThat(senders.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

      assertThat(answers.values()).containsOnly(200, 503);
      var acknowledged = acknowledged();
      assertThat(recorded()).containsAll(acknowledged).doesNotHaveDuplicates();
      // Meta sends everything again that it was not thanked for, and some of the rest
      answers.keySet().forEach(mid -> assertThat(post(meta, mid)).isEqualTo(200));
      assertThat(recorded()).containsExactlyInAnyOrderElementsOf(answers.keySet());
      System.out.printf(
          "outage: %d of %d webhooks acknowledged at once%n", acknowledged.size(), answers.size());
    } finally {
      postgres.close();
    }
  }

  private void send(MetaWebhook meta) {
    while (sending) {
      var mid = "m_" + numbers.incrementAndGet();
      var status = post(meta, mid);
      answers.put(mid, status);
      statuses.add(status);
    }
  }

  private int post(MetaWebhook meta, String mid) {
    return meta.post(MetaWebhook.text(PAGE, "7100000000000011", mid, sentAt, "hello")).status();
  }

  private void awaitMore(int status, int enough) {
    await()
        .atMost(PATIENCE)
        .until(() -> statuses.stream().filter(answer -> answer == status).count() >= enough);
    statuses.clear();
  }

  private List<String> acknowledged() {
    return answers.entrySet().stream()
        .filter(answer -> answer.getValue() == 200)
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<String> recorded() {
    var source = new DriverManagerDataSource(url(), "postgres", "");
    return new ArrayList<>(
        JdbcClient.create(source)
            .sql("select meta_message_id from message")
            .query(String.class)
            .list());
  }

  private EmbeddedPostgres startPostgres() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data.resolve("postgres"))
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
