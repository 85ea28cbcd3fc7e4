package dev.messagingwindow.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// A Graph API that says yes to everything and does nothing: the least that a send can cost.
final class GraphStub implements AutoCloseable {

  private final AtomicLong answers = new AtomicLong();
  private final HttpServer server;

  private GraphStub(HttpServer server) {
    this.server = server;
  }

  static GraphStub start() throws IOException {
    // head and body of an answer are written apart: Nagle's algorithm would hold the second back
    System.setProperty("sun.net.httpserver.nodelay", "true");
    var stub =
        new GraphStub(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000));
    stub.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    stub.server.createContext("/", stub::answer);
    stub.server.start();
    return stub;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      var body =
          "{\"success\":true,\"recipient_id\":\"1\",\"message_id\":\"m_%024dZxTq7BvW0pLkJ9rD2sYcN5gHfUeA1oMiXt8yKjRnQwEzPbVdSaGhCuFlOm3I6\"}"
              .formatted(answers.incrementAndGet())
              .getBytes(US_ASCII);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
