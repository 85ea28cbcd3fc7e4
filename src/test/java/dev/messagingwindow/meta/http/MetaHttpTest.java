package dev.messagingwindow.meta.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.messagingwindow.meta.http.RawPeer.Script;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

/// Against a peer that does everything a network and a server can do to a request.
class MetaHttpTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MetaHttp http =
      new MetaHttp(new HttpConnections(SHORT, SHORT, SHORT, Duration.ofSeconds(30), 1), meters);

  @AfterEach
  void closeConnections() throws IOException {
    http.close();
  }

  @Test
  void readsAnAnswer() throws Exception {
    try (var peer = new RawPeer(always(OK))) {
      var answer = post(peer.uri("http"));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
      assertThat(peer.requests())
          .singleElement()
          .asString()
          .startsWith("POST /v25.0/1/messages HTTP/1.1\r\n")
          .contains("Authorization: Bearer EAAtest\r\n")
          .contains("Content-Type: application/json\r\n")
          .endsWith("\r\n\r\n{\"text\":\"hi\"}");
    }
  }

  @Test
  void usesAConnectionAgain() throws Exception {
    try (var peer = new RawPeer(always(OK))) {
      post(peer.uri("http"));
      post(peer.uri("http"));

      assertThat(peer.requests()).hasSize(2);
      assertThat(peer.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noticesThatTheHostClosedAnIdleConnectionBeforeWritingToIt(boolean byReset) throws Exception {
    var answerRead = new Semaphore(0);
    Script closing =
        (peer, connection) -> {
          peer.readRequest(connection);
          RawPeer.write(connection, OK);
          answerRead.acquire();
          if (byReset) {
            RawPeer.reset(connection);
          }
        };
    try (var peer = new RawPeer(closing)) {
      for (var number = 0; number < 5; number++) {
        assertThat(post(peer.uri("http")).status()).isEqualTo(200);
        answerRead.release();
        peer.awaitClosed();
      }

      assertThat(peer.requests()).hasSize(5);
      assertThat(peer.connections()).isEqualTo(5);
    }
  }

  @Test
  void knowsThatNothingLeftWithoutAConnection() throws IOException {
    assertThatThrownBy(() -> post(nobody())).isInstanceOf(NotSentException.class);
  }

  @Test
  void knowsThatNothingLeftWithoutAnAddress() {
    // a label may have 63 letters, so no name server is asked
    var nowhere = URI.create("http://" + "a".repeat(64) + ".test/");

    assertThatThrownBy(() -> post(nowhere)).isInstanceOf(NotSentException.class);
  }

  @Test
  void knowsThatNothingLeftWhenNobodyTakesTheConnectionInTime() throws IOException {
    var waiting = new ArrayList<Socket>();
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // two fill the queue of a listener that accepts nobody
      for (var number = 0; number < 2; number++) {
        waiting.add(new Socket(full.getInetAddress(), full.getLocalPort()));
      }

      assertThatThrownBy(() -> post(URI.create("http://127.0.0.1:" + full.getLocalPort())))
          .isInstanceOf(NotSentException.class);
    } finally {
      for (var socket : waiting) {
        socket.close();
      }
    }
  }

  static Stream<Arguments> failuresOfTls() {
    return Stream.of(
        argumentSet("no TLS", (Script) (_, connection) -> RawPeer.write(connection, OK)),
        argumentSet("reset", (Script) (_, connection) -> RawPeer.reset(connection)),
        argumentSet("silent", (Script) (peer, _) -> peer.hang()));
  }

  @ParameterizedTest
  @MethodSource("failuresOfTls")
  void knowsThatNothingLeftWhenTheHandshakeFails(Script script) throws Exception {
    try (var peer = new RawPeer(script)) {
      assertThatThrownBy(() -> post(peer.uri("https"))).isInstanceOf(NotSentException.class);
    }
  }

  @Test
  void knowsThatNothingLeftWhenAllConnectionsAreInUse() throws Exception {
    var inUse = new CountDownLatch(1);
    Script silent =
        (peer, connection) -> {
          peer.readRequest(connection);
          inUse.countDown();
          peer.hang();
        };
    try (var patient =
            new MetaHttp(
                new HttpConnections(SHORT, Duration.ofSeconds(30), SHORT, SHORT, 1), meters);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var peer = new RawPeer(silent)) {
      threads.execute(() ->
          assertThatThrownBy(() -> post(patient, peer.uri("http")))
              .isInstanceOf(NoAnswerException.class));
      inUse.await();

      for (var number = 0; number < 12; number++) {
        var busy =
            catchThrowableOfType(NotSentException.class, () -> post(patient, peer.uri("http")));

        // our doing: the host's breaker stays closed
        assertThat(busy.retryAfter()).isZero();
      }
      assertThat(peer.connections()).isEqualTo(1);
    }
  }

  static Stream<Arguments> lostAnswers() {
    return Stream.of(
        argumentSet("closed at once", (Script) (_, _) -> {}),
        argumentSet("reset within the request", (Script) MetaHttpTest::resetWithinRequest),
        argumentSet("closed after the request", (Script) RawPeer::readRequest),
        argumentSet("reset after the request", (Script) MetaHttpTest::readAndReset),
        argumentSet("no answer in time", (Script) MetaHttpTest::readAndHang),
        argumentSet("half a status line", answering("HTTP/1.1 20")),
        argumentSet("half a head", answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n")),
        argumentSet("half a body", answering("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{")),
        argumentSet(
            "half a chunk",
            answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n{")),
        argumentSet(
            "a chunk of garbage",
            answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n{}")),
        argumentSet(
            "half a body, then silence",
            answeringSlowly("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{", "")),
        argumentSet("garbage", answering("\0\1\2 no HTTP at all\r\n\r\n")),
        argumentSet(
            "a length of garbage", answering("HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\n")),
        argumentSet("an endless line", answeringSlowly("HTTP/1.1 200 ", "O".repeat(8_192))),
        argumentSet(
            "endless headers", answeringSlowly("HTTP/1.1 200 OK\r\n", "A: b\r\n".repeat(500))),
        argumentSet("a dripping head", answeringSlowly("HTTP/1.1 200 OK\r\n", "a")),
        argumentSet(
            "a dripping body",
            answeringSlowly("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n", "a")));
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void knowsThatARequestMayHaveArrivedAndNeverRepeatsIt(Script script) throws Exception {
    try (var peer = new RawPeer(script)) {
      assertThatThrownBy(() -> post(peer.uri("http"))).isInstanceOf(NoAnswerException.class);

      assertThat(peer.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 2000000000", "Transfer-Encoding: chunked", "X: y"})
  void cutsABodyWithoutEndAndGivesItsConnectionUp(String header) throws Exception {
    var chunk =
        header.contains("chunked") ? "400\r\n" + "a".repeat(1_024) + "\r\n" : "a".repeat(1_024);
    Script endless =
        (peer, connection) -> {
          peer.readRequest(connection);
          RawPeer.write(connection, "HTTP/1.1 400 Bad Request\r\n" + header + "\r\n\r\n");
          while (true) {
            RawPeer.write(connection, chunk);
          }
        };
    try (var peer = new RawPeer(endless)) {
      var answer = post(peer.uri("http"));
      var again = post(peer.uri("http"));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).hasSize(WholeAnswer.MAX_BYTES);
      assertThat(again.status()).isEqualTo(400);
      assertThat(peer.connections()).isEqualTo(2);
    }
  }

  @Test
  void followsNoRedirectAndKeepsNoCookie() throws Exception {
    try (var peer =
        new RawPeer(
            always(
                "HTTP/1.1 307 Elsewhere\r\nLocation: /elsewhere\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"))) {
      var answer = post(peer.uri("http"));
      post(peer.uri("http"));

      assertThat(answer.status()).isEqualTo(307);
      assertThat(peer.requests())
          .hasSize(2)
          .allSatisfy(request -> assertThat(request).doesNotContain("elsewhere", "Cookie"));
    }
  }

  @Test
  void leavesAHostAloneThatCannotBeReached() throws Exception {
    var nobody = nobody();
    for (var number = 0; number < 10; number++) {
      var refused = catchThrowableOfType(NotSentException.class, () -> post(nobody));
      assertThat(refused.retryAfter()).isZero();
    }

    var left = catchThrowableOfType(NotSentException.class, () -> post(nobody));

    assertThat(left.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    assertThat(breaker(nobody, "open")).isEqualTo(1);
    assertThat(breaker(nobody, "closed")).isZero();
    try (var other = new RawPeer(always(OK))) {
      assertThat(post(other.uri("http")).status()).isEqualTo(200);
      assertThat(breaker(other.uri("http"), "closed")).isEqualTo(1);
    }
  }

  @Test
  void leavesAHostAloneThatFails() throws Exception {
    try (var peer = new RawPeer(always("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"))) {
      for (var number = 0; number < 10; number++) {
        assertThat(post(peer.uri("http")).status()).isEqualTo(500);
      }

      assertThatThrownBy(() -> post(peer.uri("http"))).isInstanceOf(NotSentException.class);

      assertThat(peer.requests()).hasSize(10);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"400 Bad Request", "401 Unauthorized", "403 Forbidden", "429 Too Many Requests"})
  void goesOnCallingAHostThatRefuses(String status) throws Exception {
    try (var peer = new RawPeer(always("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n"))) {
      for (var number = 0; number < 30; number++) {
        post(peer.uri("http"));
      }

      assertThat(peer.requests()).hasSize(30);
      assertThat(breaker(peer.uri("http"), "closed")).isEqualTo(1);
    }
  }

  @Test
  void doesNotTakeALostAnswerForAHostThatIsDown() throws Exception {
    try (var peer = new RawPeer(MetaHttpTest::readAndReset)) {
      for (var number = 0; number < 30; number++) {
        assertThatThrownBy(() -> post(peer.uri("http"))).isInstanceOf(NoAnswerException.class);
      }

      assertThat(peer.requests()).hasSize(30);
    }
  }

  private HttpAnswer post(URI uri) throws NotSentException, NoAnswerException {
    return post(http, uri);
  }

  private static HttpAnswer post(MetaHttp http, URI uri)
      throws NotSentException, NoAnswerException {
    return http.exchange(
        HttpMethod.POST,
        uri,
        headers -> headers.setBearerAuth("EAAtest"),
        "{\"text\":\"hi\"}".getBytes(StandardCharsets.UTF_8));
  }

  private double breaker(URI uri, String state) {
    return meters
        .get("messaging.meta.breaker")
        .tags("host", uri.getAuthority(), "state", state)
        .gauge()
        .value();
  }

  private static URI nobody() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  private static Script always(String answer) {
    return (peer, connection) -> {
      while (true) {
        peer.readRequest(connection);
        RawPeer.write(connection, answer);
      }
    };
  }

  private static Script answering(String answer) {
    return (peer, connection) -> {
      peer.readRequest(connection);
      RawPeer.write(connection, answer);
    };
  }

  /// Goes on until the client has had enough.
  private static Script answeringSlowly(String beginning, String rest) {
    return (peer, connection) -> {
      peer.readRequest(connection);
      RawPeer.write(connection, beginning);
      while (true) {
        RawPeer.write(connection, rest);
        peer.pause();
      }
    };
  }

  private static void readAndReset(RawPeer peer, Socket connection) throws IOException {
    peer.readRequest(connection);
    RawPeer.reset(connection);
  }

  private static void readAndHang(RawPeer peer, Socket connection)
      throws IOException, InterruptedException {
    peer.readRequest(connection);
    peer.hang();
  }

  private static void resetWithinRequest(RawPeer peer, Socket connection) throws IOException {
    connection.getInputStream().readNBytes(16);
    RawPeer.reset(connection);
  }
}
