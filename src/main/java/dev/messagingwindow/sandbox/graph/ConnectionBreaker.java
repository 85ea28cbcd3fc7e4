package dev.messagingwindow.sandbox.graph;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/// Closes the connection of a marked request without an answer, as a network that breaks after Meta
/// has read it. A valve, because no servlet can: whatever it throws becomes an answer.
class ConnectionBreaker extends ValveBase {

  private static final String MARK = ConnectionBreaker.class.getName();

  ConnectionBreaker() {
    super(true);
  }

  /// The handler must write nothing after this.
  static void breakConnectionOf(ServletRequest request) {
    request.setAttribute(MARK, true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (request.getAttribute(MARK) != null) {
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
    }
  }
}
