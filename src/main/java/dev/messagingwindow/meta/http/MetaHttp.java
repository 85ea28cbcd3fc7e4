package dev.messagingwindow.meta.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/// Calls Meta's hosts. What an answer means is for others.
public class MetaHttp implements AutoCloseable {

  private final Map<String, HostBreaker> breakers = new ConcurrentHashMap<>();
  private final CloseableHttpClient client;
  private final RestClient http;
  private final MeterRegistry meters;

  public MetaHttp(HttpConnections connections, MeterRegistry meters) {
    this.client = connections.client();
    this.http =
        RestClient.builder()
            .requestFactory(new HttpComponentsClientHttpRequestFactory(client))
            .build();
    this.meters = meters;
  }

  /// One request, never repeated.
  ///
  /// @param json the body; null for none
  /// @throws NotSentException when nothing of it was written
  /// @throws NoAnswerException when it was written, at least in part, and no whole answer came
  public HttpAnswer exchange(
      HttpMethod method, URI uri, Consumer<HttpHeaders> headers, byte @Nullable [] json)
      throws NotSentException, NoAnswerException {
    var breaker =
        breakers.computeIfAbsent(uri.getAuthority(), host -> new HostBreaker(host, meters));
    breaker.enter();
    try {
      var answer = exchange(http.method(method).uri(uri).headers(headers), json);
      breaker.answered(answer);
      return answer;
    } catch (ResourceAccessException e) {
      throw failed(breaker, e);
    } catch (RuntimeException e) {
      breaker.learnedNothing();
      throw e;
    }
  }

  private static HttpAnswer exchange(RestClient.RequestBodySpec request, byte @Nullable [] json) {
    if (json != null) {
      request.contentType(MediaType.APPLICATION_JSON).body(json);
    }
    return request.exchangeForRequiredValue((_, response) ->
        new HttpAnswer(
            response.getStatusCode().value(),
            response.getHeaders(),
            response.getBody().readAllBytes()));
  }

  private static NoAnswerException failed(HostBreaker breaker, ResourceAccessException failure)
      throws NotSentException {
    if (!(failure.getCause() instanceof NeverLeft neverLeft)) {
      breaker.learnedNothing();
      return new NoAnswerException(failure);
    }
    if (neverLeft.getCause() instanceof ConnectionRequestTimeoutException) {
      // all connections in use: our doing, not the host's
      breaker.learnedNothing();
    } else {
      breaker.unreachable(neverLeft);
    }
    throw new NotSentException(neverLeft);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
