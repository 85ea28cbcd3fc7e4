package dev.messagingwindow.meta;

import dev.messagingwindow.meta.http.MetaHttp;
import dev.messagingwindow.meta.http.NoAnswerException;
import dev.messagingwindow.meta.http.NotSentException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/// Addresses and authorises calls. The access token travels in the header `Authorization`, so that
/// no address that is logged holds one.
final class GraphCalls {

  private final MetaHttp http;
  private final JsonMapper json;
  private final GraphHosts hosts;
  private final AppSecretProof proof;
  private final String apiVersion;
  private final MetaMetrics metrics;

  GraphCalls(
      MetaHttp http,
      JsonMapper json,
      GraphHosts hosts,
      AppSecretProof proof,
      String apiVersion,
      MetaMetrics metrics) {
    this.http = http;
    this.json = json;
    this.hosts = hosts;
    this.proof = proof;
    this.apiVersion = apiVersion;
    this.metrics = metrics;
  }

  /// @param edge of the account's node, such as `messages`
  /// @param body becomes JSON; null for none
  GraphAnswer call(
      HttpMethod method,
      GraphAccount account,
      String edge,
      Map<String, String> parameters,
      @Nullable Record body)
      throws NotSentException, NoAnswerException {
    var answer =
        GraphAnswer.of(
            http.exchange(
                method,
                uri(account, edge, parameters),
                headers -> headers.setBearerAuth(account.accessToken()),
                body == null ? null : json.writeValueAsBytes(body)),
            json);
    if (!answer.isSuccess()) {
      metrics.countError(answer.error(), answer.errorClass());
    }
    return answer;
  }

  private URI uri(GraphAccount account, String edge, Map<String, String> parameters) {
    var uri =
        UriComponentsBuilder.fromUri(hosts.of(account.login()))
            .pathSegment(apiVersion, account.node().value(), edge)
            .queryParam("appsecret_proof", proof.of(account.login(), account.accessToken()));
    parameters.forEach(uri::queryParam);
    return uri.encode().build().toUri();
  }
}
