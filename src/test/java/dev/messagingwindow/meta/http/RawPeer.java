package dev.messagingwindow.meta.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A server that does to its connections what a test says, byte for byte.
class RawPeer implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch testOver = new CountDownLatch(1);
  private final Semaphore closed = new Semaphore(0);
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Script script;

  /// @param script played on each connection, which is closed afterwards
  RawPeer(Script script) throws IOException {
    this.script = script;
    threads.execute(this::accept);
  }

  URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/v25.0/1/messages");
  }

  int connections() {
    return connections.size();
  }

  /// Those that were read to their end.
  List<String> requests() {
    return requests;
  }

  /// Until the test is over.
  void hang() throws InterruptedException {
    testOver.await();
  }

  /// A moment, so that something drips.
  void pause() throws InterruptedException {
    var _ = testOver.await(20, TimeUnit.MILLISECONDS);
  }

  /// Until the next connection was closed on this side.
  void awaitClosed() throws InterruptedException {
    closed.acquire();
  }

  /// Head and body.
  void readRequest(Socket connection) throws IOException {
    var request = new ByteArrayOutputStream();
    var in = connection.getInputStream();
    while (!request.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      request.write(required(in.read()));
    }
    var head = request.toString(StandardCharsets.ISO_8859_1);
    var length = head.lines().filter(line -> line.startsWith("Content-Length: ")).findFirst();
    if (length.isPresent()) {
      request.write(in.readNBytes(Integer.parseInt(length.get().substring(16))));
    }
    requests.add(request.toString(StandardCharsets.UTF_8));
  }

  static void write(Socket connection, String answer) throws IOException {
    connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    connection.getOutputStream().flush();
  }

  /// Ends a connection with RST instead of FIN.
  static void reset(Socket connection) throws IOException {
    connection.setSoLinger(true, 0);
    connection.close();
  }

  private void accept() {
    try {
      while (true) {
        var connection = server.accept();
        connections.add(connection);
        threads.execute(() -> play(connection));
      }
    } catch (IOException _) {
      // the test is over
    }
  }

  private void play(Socket connection) {
    try (connection) {
      script.play(this, connection);
    } catch (IOException _) {
      // the client went away
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    closed.release();
  }

  private static int required(int read) throws IOException {
    if (read < 0) {
      throw new IOException("the request ended early");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    testOver.countDown();
    server.close();
    for (var connection : connections) {
      connection.close();
    }
    threads.close();
  }

  /// What happens on a connection.
  interface Script {

    void play(RawPeer peer, Socket connection) throws IOException, InterruptedException;
  }
}
