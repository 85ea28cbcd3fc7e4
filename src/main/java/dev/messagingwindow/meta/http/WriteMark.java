package dev.messagingwindow.meta.http;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/// Notes that a request is about to be written to an open connection. All that fails earlier
/// (names, connecting, TLS, waiting for a connection, finding out that a kept one is dead) leaves
/// no mark, whatever exception it throws.
final class WriteMark extends HttpRequestExecutor {

  private static final String WRITTEN = WriteMark.class.getName();

  static boolean isOn(HttpContext context) {
    return context.getAttribute(WRITTEN) != null;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      @Nullable HttpResponseInformationCallback informationCallback,
      HttpContext context)
      throws IOException, HttpException {
    context.setAttribute(WRITTEN, true);
    return super.execute(request, connection, informationCallback, context);
  }
}
