package dev.messagingwindow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.Operation;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What belongs to another channel looks to a limited key exactly like what does not exist, on
/// every operation of the OpenAPI document.
class ReachTest extends ServiceTest {

  private static final String NOBODY = "01890000-0000-7000-8000-000000000000";

  /// The `state` in a path; as a parameter of a query it is that of windows.
  private static final String LOGIN = "login";

  /// Parameters by which an operation could be asked for another channel's things.
  private static final Set<String> REVEALING =
      Set.of(
          "channelId",
          "channelIds",
          "accountId",
          "customerId",
          "messageId",
          "commentId",
          "postId",
          "quarantineId",
          "keyId");

  /// Parameters that name nothing of anybody's.
  private static final Set<String> HARMLESS =
      Set.of(
          "limit",
          "cursor",
          "state",
          "unanswered",
          "closesBefore",
          "updatedAfter",
          "reason",
          "kind",
          "outcome",
          "rule",
          "from",
          "to",
          "Idempotency-Key");

  private Api limited;
  private Map<String, String> others;

  @BeforeEach
  void anotherChannelHasOneOfEverything() {
    var own = aFacebookChannel();
    var other = aFacebookChannel();
    var customer = aNewCustomer();
    other.customerWrites(customer, "Where is my parcel?");
    var comment = "901_" + customer;
    other.comments(customer, "{'commentId':'%s'}".formatted(comment));
    other.posts(customer, "{'postId':'%s'}".formatted(comment));
    others =
        Map.of(
            "channelId",
            other.channelId(),
            "channelIds",
            other.channelId(),
            "accountId",
            other.accountId(),
            "customerId",
            customer,
            "messageId",
            other.agentSends(customer, "On its way.").text("messageId"),
            "commentId",
            comment,
            "postId",
            comment,
            "quarantineId",
            anEventInQuarantineOf(other),
            "keyId",
            api().get("/api/v1/keys").text("keys.0.keyId"),
            LOGIN,
            aLogin());
    limited = limitedTo(own);
  }

  private String aLogin() {
    return api()
        .post(
            "/api/v1/logins",
            "{'platform':'FACEBOOK','login':'FACEBOOK','returnUrl':'http://127.0.0.1:3000/connected'}")
        .text("state");
  }

  @Test
  void everyParameterIsKnownToRevealSomethingOrNot() {
    var parameters =
        apiOperations()
            .flatMap(operation -> parameters(operation).stream())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(parameters)
        .isSubsetOf(Stream.concat(REVEALING.stream(), HARMLESS.stream()).toList());
  }

  @TestFactory
  Stream<DynamicTest> hidesWhatExistsBehindTheAnswerForWhatDoesNot() {
    return apiOperations()
        .flatMap(operation ->
            Stream.of("{}", bodyOf(operation))
                .distinct()
                .map(body ->
                    dynamicTest(
                        operation.name() + " " + body.length(),
                        () -> {
                          var existing = call(operation, others, body);
                          var missing = call(operation, missing(operation), body);

                          assertThat(existing.status()).isEqualTo(missing.status());
                          assertThat(existing.body()).isEqualTo(missing.body());
                          assertThat(headers(existing)).isEqualTo(headers(missing));
                        })));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/keys", "/api/v1/retention"})
  void keepsALimitedAdminOutOfWhatConcernsAllChannels(String path) {
    assertThat(limited.get(path).problem()).isEqualTo("forbidden");
  }

  private Answer call(Operation operation, Map<String, String> values, String body) {
    var query =
        parameters(operation).stream()
            .filter(
                name -> values.containsKey(name) && !operation.path().contains("{" + name + "}"))
            .map(name -> name + "=" + values.get(name))
            .collect(Collectors.joining("&", "?", ""));
    var variables = new HashMap<>(values);
    variables.put("state", values.get(LOGIN));
    return limited
        .with("Idempotency-Key", "one")
        .send(
            operation.method(),
            operation.path(variables) + query,
            operation.hasBody() ? body.replace('\'', '"') : null);
  }

  /// The same, of things that nobody has.
  private Map<String, String> missing(Operation operation) {
    var values = new HashMap<>(others);
    if (parameters(operation).contains("channelId")) {
      values.put("channelId", NOBODY);
    } else {
      values.replaceAll((name, _) -> name.equals("accountId") ? "4711" : NOBODY);
    }
    values.put(LOGIN, "A".repeat(43));
    return values;
  }

  /// One that gets past the checks of its form, where the operation is about a channel.
  private static String bodyOf(Operation operation) {
    var path = operation.path();
    if (path.endsWith("/check") || path.endsWith("/outbound") || path.endsWith("/private-reply")) {
      return "{'text':'Hello','sender':{'type':'HUMAN','agentId':'a-17'}}";
    }
    if (path.endsWith("/inbound")) {
      return "{'messageId':'m_1','sentAt':'2026-09-25T17:00:00Z'}";
    }
    return path.endsWith("/hold") ? "{'reason':'pause'}" : "{'customerIds':['71']}";
  }

  private static Set<String> parameters(Operation operation) {
    return operation
        .json()
        .path("parameters")
        .valueStream()
        .map(parameter -> parameter.path("name").asString())
        .collect(Collectors.toSet());
  }

  private static Map<String, List<String>> headers(Answer answer) {
    var headers = new HashMap<>(answer.headers().map());
    headers.remove("date");
    headers.remove("connection"); // Tomcat closes one after its hundredth request
    return headers;
  }

  private String anEventInQuarantineOf(TestChannel channel) {
    new MetaWebhook(baseUrl())
        .post(
            MetaWebhook.page(
                channel.accountId(),
                "{'sender':{'id':'71'},'recipient':{'id':'1'},'timestamp':1790000000123,'new_kind':{}}"));
    return api()
        .get("/api/v1/quarantine?channelId=" + channel.channelId())
        .text("events.0.quarantineId");
  }

  private Api limitedTo(TestChannel channel) {
    var made =
        api()
            .post(
                "/api/v1/keys",
                "{'name':'limited','roles':['agent','automation','connector','admin','ops'],'channelIds':['%s']}"
                    .formatted(channel.channelId()));
    return Api.at(baseUrl()).withKey(made.text("key"));
  }

  private Stream<Operation> apiOperations() {
    return Operation.documented(api()).stream()
        .filter(operation -> operation.path().startsWith("/api/"));
  }
}
