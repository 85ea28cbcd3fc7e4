package dev.messagingwindow.meta;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.MetaId;
import dev.messagingwindow.model.OutboundContent;
import dev.messagingwindow.model.Platform;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Meta's Graph API. The access token travels in the header `Authorization`, so that no address
/// that is logged holds one.
public class GraphClient {

  private static final int MAX_ANSWER_BYTES = 256 * 1024;

  private final RestClient http;
  private final JsonMapper json;
  private final GraphHosts hosts;
  private final AppSecretProof proof;
  private final String appId;
  private final String apiVersion;

  GraphClient(
      RestClient http,
      JsonMapper json,
      GraphHosts hosts,
      AppSecretProof proof,
      String appId,
      String apiVersion) {
    this.http = http;
    this.json = json;
    this.hosts = hosts;
    this.proof = proof;
    this.appId = appId;
    this.apiVersion = apiVersion;
  }

  /// Subscribes our app to the webhooks of an account.
  public void subscribe(GraphAccount account)
      throws MetaRefusedException, MetaUnreachableException {
    call(
        HttpMethod.POST,
        account,
        "subscribed_apps",
        Map.of("subscribed_fields", WebhookFields.of(account.login())));
  }

  /// Ends what [#subscribe] began.
  public void unsubscribe(GraphAccount account)
      throws MetaRefusedException, MetaUnreachableException {
    call(HttpMethod.DELETE, account, "subscribed_apps", Map.of());
  }

  /// Whether our app gets all the webhooks of an account that it needs. Meta ends a subscription
  /// after an hour of failed deliveries.
  public boolean isSubscribed(GraphAccount account)
      throws MetaRefusedException, MetaUnreachableException {
    var apps = call(HttpMethod.GET, account, "subscribed_apps", Map.of());
    for (var app : apps.path("data")) {
      if (app.path("id").asString("").equals(appId)) {
        // Instagram has no choice of fields per account: all that the app asks for come
        return account.login() == Login.INSTAGRAM
            || StreamSupport.stream(app.path("subscribed_fields").spliterator(), false)
                .map(JsonNode::asString)
                .toList()
                .containsAll(List.of(WebhookFields.of(account.login()).split(",")));
      }
    }
    return false;
  }

  /// Sends one text. Never throws for anything that Meta or the network does.
  public SendResult send(GraphAccount account, OutboundText text) {
    try {
      return http.post()
          .uri(uri(account, "messages", Map.of()))
          .headers(headers -> authorize(headers, account))
          .contentType(MediaType.APPLICATION_JSON)
          .body(json.writeValueAsBytes(SendRequest.of(account.platform(), text)))
          .exchange((_, response) -> sendResult(response));
    } catch (ResourceAccessException e) {
      return neverLeft(e) ? new SendResult.NotSent() : new SendResult.Unknown(noAnswer());
    }
  }

  private JsonNode call(
      HttpMethod method, GraphAccount account, String edge, Map<String, String> parameters)
      throws MetaRefusedException, MetaUnreachableException {
    Answer answer;
    try {
      answer =
          http.method(method)
              .uri(uri(account, edge, parameters))
              .headers(headers -> authorize(headers, account))
              .exchange((_, response) -> answer(response));
    } catch (ResourceAccessException e) {
      throw new MetaUnreachableException(e);
    }
    if (answer.refusal() != null) {
      throw new MetaRefusedException(answer.refusal());
    }
    return answer.body();
  }

  private URI uri(GraphAccount account, String edge, Map<String, String> parameters) {
    var uri =
        UriComponentsBuilder.fromUri(hosts.of(account.login()))
            .pathSegment(apiVersion, account.node().value(), edge)
            .queryParam("appsecret_proof", proof.of(account.login(), account.accessToken()));
    parameters.forEach(uri::queryParam);
    return uri.encode().build().toUri();
  }

  private static void authorize(HttpHeaders headers, GraphAccount account) {
    headers.setBearerAuth(account.accessToken());
  }

  private SendResult sendResult(ClientHttpResponse response) throws IOException {
    var status = response.getStatusCode().value();
    var body = read(response);
    if (response.getStatusCode().is2xxSuccessful()) {
      var id = body == null ? null : body.path("message_id").stringValue(null);
      return body == null || id == null
          ? new SendResult.Unknown(ErrorClass.unreadable(status, "no message id in the answer"))
          : new SendResult.Accepted(id, recipientId(body.path("recipient_id")));
    }
    var error = error(status, body);
    return ErrorClass.of(error) == ErrorClass.AMBIGUOUS
            || (ErrorClass.isServerError(status) && !isGraphError(body))
        ? new SendResult.Unknown(error)
        : new SendResult.Refused(error);
  }

  private static @Nullable CustomerId recipientId(JsonNode recipientId) {
    var id = recipientId.asString("");
    return MetaId.isValid(id) ? new CustomerId(id) : null;
  }

  private Answer answer(ClientHttpResponse response) throws IOException {
    var body = read(response);
    return new Answer(
        body == null ? MissingNode.getInstance() : body,
        response.getStatusCode().is2xxSuccessful()
            ? null
            : error(response.getStatusCode().value(), body));
  }

  private @Nullable JsonNode read(ClientHttpResponse response) throws IOException {
    try {
      return json.readTree(response.getBody().readNBytes(MAX_ANSWER_BYTES));
    } catch (JacksonException _) {
      return null;
    }
  }

  private static boolean isGraphError(@Nullable JsonNode body) {
    return body != null && isInt(body.path("error").path("code"));
  }

  private static GraphError error(int status, @Nullable JsonNode body) {
    if (body == null || !isGraphError(body)) {
      return ErrorClass.unreadable(status, null);
    }
    var error = body.path("error");
    var subcode = error.path("error_subcode");
    return new GraphError(
        error.path("code").asInt(),
        isInt(subcode) ? subcode.asInt() : null,
        error.path("message").asString(""));
  }

  private static boolean isInt(JsonNode number) {
    return number.isIntegralNumber() && number.canConvertToInt();
  }

  private static GraphError noAnswer() {
    return new GraphError(0, null, "no answer from Meta after the request was written");
  }

  private static boolean neverLeft(ResourceAccessException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
        return true;
      }
    }
    return false;
  }

  /// @param refusal null when Meta did what was asked
  private record Answer(JsonNode body, @Nullable GraphError refusal) {}

  /// The body of a send, in Meta's names.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SendRequest(
      RecipientIds recipient,
      @JsonProperty("messaging_type") @Nullable String messagingType,
      @Nullable String tag,
      Message message,
      @JsonProperty("reply_to") @Nullable ReplyTo replyTo) {

    static SendRequest of(Platform platform, OutboundText text) {
      return new SendRequest(
          RecipientIds.of(text.recipient()),
          text.label().messagingType(),
          text.label().tag(),
          // Instagram documents no metadata
          Message.of(text.content(), platform == Platform.FACEBOOK ? text.metadata() : null),
          text.replyToMid() == null ? null : new ReplyTo(text.replyToMid()));
    }
  }

  /// Exactly one is set.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RecipientIds(
      @Nullable String id,
      @JsonProperty("comment_id") @Nullable String commentId,
      @JsonProperty("post_id") @Nullable String postId) {

    static RecipientIds of(Recipient recipient) {
      return switch (recipient) {
        case Recipient.Customer(var customerId) -> new RecipientIds(customerId.value(), null, null);
        case Recipient.Author(var target) ->
            switch (target.kind()) {
              case COMMENT -> new RecipientIds(null, target.id(), null);
              case POST -> new RecipientIds(null, null, target.id());
            };
      };
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Message(
      @Nullable String text, @Nullable Attachment attachment, @Nullable String metadata) {

    static Message of(OutboundContent content, @Nullable String metadata) {
      return switch (content) {
        case OutboundContent.Text(var text) -> new Message(text, null, metadata);
        case OutboundContent.Attachment(var type, var url) ->
            new Message(
                null,
                new Attachment(type.name().toLowerCase(Locale.ROOT), new Payload(url)),
                metadata);
      };
    }
  }

  record Attachment(String type, Payload payload) {}

  record Payload(URI url) {}

  record ReplyTo(String mid) {}
}
