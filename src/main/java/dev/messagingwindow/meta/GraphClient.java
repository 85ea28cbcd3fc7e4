package dev.messagingwindow.meta;

import dev.messagingwindow.meta.http.NoAnswerException;
import dev.messagingwindow.meta.http.NotSentException;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.MetaId;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/// What this service asks of Meta's Graph API.
public class GraphClient {

  private final GraphCalls calls;
  private final ThrottleHeaders throttles;
  private final String appId;

  GraphClient(GraphCalls calls, ThrottleHeaders throttles, String appId) {
    this.calls = calls;
    this.throttles = throttles;
    this.appId = appId;
  }

  /// Subscribes our app to the webhooks of an account.
  public void subscribe(GraphAccount account)
      throws MetaRefusedException, MetaUnreachableException {
    subscriptions(
        HttpMethod.POST, account, Map.of("subscribed_fields", WebhookFields.of(account.login())));
  }

  /// Ends what [#subscribe] began.
  public void unsubscribe(GraphAccount account)
      throws MetaRefusedException, MetaUnreachableException {
    subscriptions(HttpMethod.DELETE, account, Map.of());
  }

  /// Whether our app gets all the webhooks of an account that it needs. Meta ends a subscription
  /// after an hour of failed deliveries.
  public boolean isSubscribed(GraphAccount account)
      throws MetaRefusedException, MetaUnreachableException {
    for (var app : subscriptions(HttpMethod.GET, account, Map.of()).path("data")) {
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

  private JsonNode subscriptions(
      HttpMethod method, GraphAccount account, Map<String, String> parameters)
      throws MetaRefusedException, MetaUnreachableException {
    try {
      var answer = calls.call(method, account, "subscribed_apps", parameters, null);
      if (!answer.isSuccess()) {
        throw new MetaRefusedException(answer.error());
      }
      return answer.body();
    } catch (NotSentException | NoAnswerException e) {
      throw new MetaUnreachableException(e);
    }
  }

  /// Sends one text. Never throws for anything that Meta or the network does.
  public SendResult send(GraphAccount account, OutboundText text) {
    try {
      var body = SendRequest.of(account.platform(), text);
      return result(calls.call(HttpMethod.POST, account, "messages", Map.of(), body), account);
    } catch (NotSentException e) {
      return new SendResult.NotSent(e.retryAfter());
    } catch (NoAnswerException _) {
      return new SendResult.Unknown(
          new GraphError(0, null, "no answer from Meta after the request was written"), null);
    }
  }

  private SendResult result(GraphAnswer answer, GraphAccount account) {
    var throttle = throttles.of(answer, account);
    if (!answer.isSuccess()) {
      return answer.errorClass() == ErrorClass.AMBIGUOUS
          ? new SendResult.Unknown(answer.error(), throttle)
          : new SendResult.Refused(answer.error(), answer.errorClass(), throttle);
    }
    var id = answer.body().path("message_id").stringValue(null);
    return id == null
        ? new SendResult.Unknown(
            new GraphError(answer.status(), null, "no message id in the answer"), throttle)
        : new SendResult.Accepted(id, recipientId(answer.body().path("recipient_id")), throttle);
  }

  private static @Nullable CustomerId recipientId(JsonNode recipientId) {
    var id = recipientId.asString("");
    return MetaId.isValid(id) ? new CustomerId(id) : null;
  }
}
