package dev.messagingwindow.meta.http;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// How connections to Meta are opened, kept and given up.
///
/// @param connectTimeout to open a connection, TLS included
/// @param readTimeout to get a whole answer
/// @param connectionWait for a connection where all of a host's are in use
/// @param keepAlive how long a connection may lie idle and be used again
/// @param maxPerHost connections to one host at a time
public record HttpConnections(
    Duration connectTimeout,
    Duration readTimeout,
    Duration connectionWait,
    Duration keepAlive,
    int maxPerHost) {

  /// Meta's hosts: two of the Graph API, and those of the logins.
  private static final int HOSTS = 4;

  private static final int MAX_HEADER_LINE_BYTES = 16 * 1024;
  private static final int MAX_HEADERS = 200;

  /// HTTP/1.1 only: HTTP/2 would put the sends of all tenants on one connection. Nothing is
  /// repeated or redirected on its own, and no cookie is kept.
  CloseableHttpClient client() {
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnPerRoute(maxPerHost)
            .setMaxConnTotal(HOSTS * maxPerHost)
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxLineLength(MAX_HEADER_LINE_BYTES)
                            .setMaxHeaderCount(MAX_HEADERS)
                            .build())
                    .build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(connectTimeout))
                    .setSocketTimeout(Timeout.of(readTimeout))
                    // always: a send on a connection that Meta has closed would end as unknown, and
                    // a look costs a millisecond
                    .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                    .build())
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(connectionWait))
                .setResponseTimeout(Timeout.of(readTimeout))
                .build())
        .setKeepAliveStrategy((_, _) -> TimeValue.of(keepAlive))
        .setRequestExecutor(new WriteMark())
        .addExecInterceptorFirst("whole-answer", new WholeAnswer(deadline()))
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .evictExpiredConnections()
        .build();
  }

  private Duration deadline() {
    return connectionWait.plus(connectTimeout).plus(readTimeout);
  }
}
