package dev.messagingwindow.meta.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/// Ends every exchange after a fixed time and with a body of bounded size, however the peer
/// behaves: a read timeout alone starts anew with each byte, and closing an answer reads its rest.
final class WholeAnswer implements ExecChainHandler {

  /// Meta's answers have some hundred bytes; lists of Pages come in pages of their own.
  static final int MAX_BYTES = 256 * 1024;

  private final Duration deadline;

  /// @param deadline for connecting, writing and reading together
  WholeAnswer(Duration deadline) {
    this.deadline = deadline;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    var inTime =
        new CompletableFuture<Void>().orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
    var cancelling = inTime.exceptionally(_ -> cancel(scope));
    try {
      return whole(chain.proceed(request, scope));
    } catch (IOException | HttpException | RuntimeException e) {
      if (!WriteMark.isOn(scope.clientContext)) {
        throw new NeverLeft(e);
      }
      throw e;
    } finally {
      inTime.complete(null);
      cancelling.join();
    }
  }

  private static ClassicHttpResponse whole(ClassicHttpResponse response) throws IOException {
    var entity = response.getEntity();
    if (entity != null) {
      // read to its end, the connection goes back into the pool by itself; else closing the answer
      // gives it up
      response.setEntity(
          new ByteArrayEntity(entity.getContent().readNBytes(MAX_BYTES), ContentType.WILDCARD));
    }
    return response;
  }

  private static Void cancel(ExecChain.Scope scope) {
    if (scope.originalRequest instanceof Cancellable call) {
      call.cancel();
    }
    return null;
  }
}
