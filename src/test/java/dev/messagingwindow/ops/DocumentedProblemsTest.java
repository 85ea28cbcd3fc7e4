package dev.messagingwindow.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.messagingwindow.meta.HmacSha256;
import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.LoginWalk;
import dev.messagingwindow.testing.Operation;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What the OpenAPI document says of errors is what really happens: every documented problem type
/// is provoked by a real request, and nothing comes that is not documented.
class DocumentedProblemsTest extends ServiceTest {

  /// Every operation documents these; no request provokes them at will.
  private static final Set<String> OUR_FAULT = Set.of("internal", "unavailable");

  private static final String NOBODY = "01890000-0000-7000-8000-000000000000";
  private static final String CHANNEL = "/api/v1/channels/{channelId}";
  private static final String MESSAGES = CHANNEL + "/customers/{customerId}/messages";
  private static final String SANDBOX_MESSAGES =
      "/sandbox/customers/{accountId}/{customerId}/messages";
  private static final String TO_COMMENT = CHANNEL + "/comments/{commentId}/private-reply";
  private static final String TO_POST = CHANNEL + "/posts/{postId}/private-reply";
  private static final String SANDBOX_CUSTOMER = "/sandbox/customers/{accountId}/{customerId}";
  private static final String LOGIN = "/api/v1/logins/{state}";
  private static final String NO_STATE = "A".repeat(43);
  private static final String CHOICE = "{'accountIds':['41']}";
  private static final String DRAFT = "{'text':'It is on its way.'}";

  private static final String HUMAN_DRAFT =
      "{'text':'It is 20 EUR.','sender':{'type':'HUMAN','agentId':'a-17'}}";
  private static final String CONFIRMED =
      "{'text':'It is 20 EUR.','confirmation':{'token':'invented','answersMessageId':'m_1'}}";
  private static final String COMMENT = "901000000000708_903000000085259";

  private final Map<String, List<Provocation>> provocations = new HashMap<>();

  private TestChannel channel;
  private String customer;

  /// A request that is to be answered with a problem.
  private record Provocation(String problem, Function<Operation, Answer> request) {}

  @BeforeEach
  void provokeWhatOnlyOneOperationAnswers() {
    channel = aFacebookChannel();
    customer = aNewCustomer();
    channel.customerWrites(customer, "Where is my parcel?");

    row("GET /api/v1/keys", notAcceptable());
    row("POST /api/v1/keys", invalidBody());
    row("DELETE /api/v1/keys/{keyId}", invalid("keyId"), absent("keyId", "not-found"));
    row("GET /api/v1/channels", invalidQuery("limit=0"));
    row(
        "POST /api/v1/channels",
        invalidBody(),
        with("channel-already-connected", connecting(channel.accountId(), "EAAtest")),
        with("meta-refused", connecting(aNewAccountId(), "invalid")));
    row("GET " + CHANNEL, invalid("channelId"), noChannel());
    row("DELETE " + CHANNEL, invalid("channelId"), noChannel());
    row("PUT " + CHANNEL + "/hold", invalidBody(), noChannelFor("{'reason':'pause'}"));
    row("DELETE " + CHANNEL + "/hold", invalid("channelId"), noChannel());
    row("POST " + CHANNEL + "/acknowledgements", invalidBody(), noChannelFor("{}"));
    row("GET " + CHANNEL + "/customers/{customerId}/window", invalid("channelId"), noChannel());
    row(
        "POST " + CHANNEL + "/windows/query",
        invalidBody(),
        noChannelFor("{'customerIds':['71']}"));
    row("GET " + CHANNEL + "/conversations", invalidQuery("limit=501"), noChannel());
    row(
        "GET /api/v1/conversations",
        invalidQuery("state=OPEN"),
        query("channel-not-found", "channelIds=" + NOBODY));
    row(
        "POST " + MESSAGES + "/inbound",
        invalidBody(),
        noChannelFor("{'messageId':'m_1','sentAt':'2026-09-25T17:00:00Z'}"));
    row("POST " + MESSAGES + "/check", invalidBody(), noChannelFor(DRAFT));
    row(
        "POST " + MESSAGES + "/outbound",
        invalidBody(),
        noChannelFor(DRAFT),
        new Provocation("message-rejected", this::sendToAStranger),
        new Provocation("idempotency-key-reused", this::sendTwoTextsWithOneKey),
        new Provocation("confirmation-required", this::sendAnAttachmentAfterADay),
        new Provocation("confirmation-invalid", this::sendWithAnInventedConfirmation));
    for (var operation : List.of(TO_COMMENT, TO_POST)) {
      row(
          "GET " + operation,
          invalid(operation.equals(TO_POST) ? "postId" : "commentId"),
          noChannel());
      row(
          "POST " + operation,
          invalidBody(),
          noChannelFor(DRAFT),
          with("message-rejected", DRAFT),
          with("confirmation-invalid", CONFIRMED),
          new Provocation("idempotency-key-reused", this::replyTwiceWithOneKey));
    }
    row("GET " + MESSAGES, invalidQuery("cursor=nonsense"), noChannel());
    row(
        "GET " + CHANNEL + "/messages/{messageId}",
        invalid("messageId"),
        noChannel(),
        absent("messageId", "message-not-found"));

    row("POST /api/v1/logins", with("invalid-request", "{'platform':'FACEBOOK'}"));
    row(
        "GET " + LOGIN,
        invalid("state"),
        absent("state", NO_STATE, "login-not-found"),
        new Provocation("login-expired", operation -> ofLogin(operation, anExpiredLogin())));
    row(
        "POST " + LOGIN + "/channels",
        invalidBody(),
        new Provocation(
            "login-not-found",
            operation -> call(api(), operation, knownBut("state", NO_STATE), "", CHOICE)),
        new Provocation("login-expired", operation -> ofLogin(operation, anExpiredLogin())),
        new Provocation(
            "login-not-finished", operation -> ofLogin(operation, aLogin("FACEBOOK", "FACEBOOK"))),
        ended("login-cancelled", "{'cancels':true}"),
        ended("login-permission-missing", "{'scopes':[]}"),
        ended("login-no-account", "{'pages':[]}"),
        new Provocation("login-code-refused", operation -> ofLogin(operation, fails("CODE", 100))),
        new Provocation("meta-refused", operation -> ofLogin(operation, fails("LONG_LIVED", 1))));
    row("GET /api/v1/app/human-agent", notAcceptable());
    row("PUT /api/v1/app/human-agent", invalidBody());
    row(
        "GET /api/v1/decisions",
        invalidQuery("outcome=PERHAPS"),
        query("channel-not-found", "channelId=" + NOBODY));
    row(
        "GET /api/v1/parked",
        invalidQuery("cursor=nonsense"),
        query("channel-not-found", "channelId=" + NOBODY));
    for (var action : List.of("requeue", "give-up")) {
      row(
          "POST /api/v1/parked/{messageId}/" + action,
          invalidBody(),
          absent("messageId", "message-not-found"));
    }
    row(
        "GET /api/v1/quarantine",
        invalidQuery("reason=BORED"),
        query("channel-not-found", "channelId=" + NOBODY));
    row(
        "POST /api/v1/quarantine/{quarantineId}/replay",
        invalid("quarantineId"),
        absent("quarantineId", "not-found"));
    row(
        "GET /webhooks/meta",
        invalidQuery(""),
        query("forbidden", "hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1"));
    row(
        "POST /webhooks/meta",
        new Provocation("invalid-request", _ -> signedWebhook("[]")),
        new Provocation("forbidden", _ -> webhook("{}", "sha256=" + "0".repeat(64))),
        new Provocation("payload-too-large", _ -> webhook("x".repeat(2 * 1024 * 1024 + 1), null)));

    row("GET /sandbox/clock", notAcceptable());
    row("POST /sandbox/clock", invalidBody());
    row("POST /sandbox/graph/faults", invalidBody());
    row("DELETE /sandbox/graph/faults");
    row("PUT /sandbox/graph/person", with("invalid-request", "{'cancels':'perhaps'}"));
    row("DELETE /sandbox/graph/person");
    row("GET " + SANDBOX_MESSAGES, invalid("customerId"));
    row("POST " + SANDBOX_MESSAGES, with("invalid-request", "{'kind':'SHOUT'}"));
    row("POST " + SANDBOX_CUSTOMER + "/comments", with("invalid-request", "{'live':true}"));
    row("POST " + SANDBOX_CUSTOMER + "/posts", with("invalid-request", "{'postId':'a b'}"));
    row("DELETE " + SANDBOX_CUSTOMER + "/comments/{commentId}", invalid("commentId"));
    row("DELETE " + SANDBOX_CUSTOMER + "/posts/{postId}", invalid("postId"));
  }

  @Test
  void everyOperationHasItsRow() {
    assertThat(operations().map(Operation::name).collect(Collectors.toSet()))
        .isEqualTo(provocations.keySet());
  }

  @TestFactory
  Stream<DynamicTest> documentsExactlyTheProblemsThatAreAnswered() {
    return operations()
        .map(operation ->
            dynamicTest(
                operation.name(),
                () -> {
                  var provoked = new TreeSet<>(OUR_FAULT);
                  for (var provocation : provocationsOf(operation)) {
                    var answer = provocation.request().apply(operation);

                    assertThat(answer.problem())
                        .as("%d %s", answer.status(), answer.body())
                        .isEqualTo(provocation.problem());
                    assertThat(answer.headers().firstValue("Content-Type"))
                        .hasValue("application/problem+json");
                    assertThat(documentedUnder(operation, answer.status()))
                        .contains(provocation.problem());
                    provoked.add(provocation.problem());
                  }

                  assertThat(operation.problems()).isEqualTo(provoked);
                }));
  }

  @TestFactory
  Stream<DynamicTest> everyOperationSaysWhatItIsFor() {
    return operations()
        .map(operation ->
            dynamicTest(
                operation.name(),
                () -> assertThat(operation.json().path("summary").asString("")).isNotBlank()));
  }

  @TestFactory
  Stream<DynamicTest> everyOperationOfTheApiRequiresTheBearerScheme() {
    var scheme = api().get("/v3/api-docs").at("components.securitySchemes.apiKey");
    assertThat(scheme.path("type").asString("")).isEqualTo("http");
    assertThat(scheme.path("scheme").asString("")).isEqualTo("bearer");
    return operations()
        .filter(operation -> operation.path().startsWith("/api/"))
        .map(operation ->
            dynamicTest(
                operation.name(),
                () -> assertThat(operation.json().at("/security/0/apiKey").isArray()).isTrue()));
  }

  @Test
  void metasCallbacksNeedNoKey() {
    assertThat(operations().filter(operation -> operation.path().startsWith("/webhooks/")))
        .isNotEmpty()
        .allSatisfy(operation -> assertThat(operation.json().has("security")).isFalse());
  }

  @Test
  void theAddressOfSwaggerUiLeadsToItsPage() {
    var anonymous = Api.at(baseUrl());

    var redirect = anonymous.get("/swagger-ui.html");
    var address = redirect.headers().firstValue("Location").orElseThrow();
    var page = anonymous.get(URI.create(baseUrl()).resolve("/").resolve(address).getPath());

    assertThat(redirect.status()).isEqualTo(302);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("Swagger UI");
  }

  private Stream<Operation> operations() {
    return Operation.documented(api()).stream();
  }

  private List<Provocation> provocationsOf(Operation operation) {
    var own = provocations.getOrDefault(operation.name(), List.of()).stream();
    if (operation.path().startsWith("/webhooks/")) {
      return own.toList();
    }
    var common =
        Stream.of(
            new Provocation("unauthorized", any -> call(Api.at(baseUrl()), any, "{}")),
            new Provocation("forbidden", any -> call(apiAs(uselessRole(any)), any, "{}")));
    var ofBody =
        Stream.of(
            new Provocation(
                "payload-too-large", any -> call(api(), any, "x".repeat(64 * 1024 + 1))),
            new Provocation(
                "unsupported-media-type",
                any ->
                    api()
                        .with("Idempotency-Key", aNewIdempotencyKey())
                        .with("Content-Type", "text/plain")
                        .exchange(any.method(), any.path(known()), new byte[] {'x'})));
    return Stream.of(common, operation.hasBody() ? ofBody : Stream.<Provocation>empty(), own)
        .flatMap(Function.identity())
        .toList();
  }

  private static String uselessRole(Operation operation) {
    return operation.path().endsWith("/inbound") ? "ops" : "connector";
  }

  private void row(String operation, Provocation... own) {
    provocations.put(operation, List.of(own));
  }

  private Provocation with(String problem, String body) {
    return new Provocation(problem, operation -> call(api(), operation, body));
  }

  private Provocation invalidBody() {
    return with("invalid-request", "{'kind':");
  }

  private Provocation invalid(String variable) {
    return absent(variable, "a*b", "invalid-request");
  }

  private Provocation absent(String variable, String problem) {
    return absent(variable, NOBODY, problem);
  }

  private Provocation noChannel() {
    return absent("channelId", "channel-not-found");
  }

  private Provocation noChannelFor(String body) {
    return new Provocation(
        "channel-not-found",
        operation -> call(api(), operation, knownBut("channelId", NOBODY), "", body));
  }

  private Provocation absent(String variable, String value, String problem) {
    return new Provocation(
        problem, operation -> call(api(), operation, knownBut(variable, value), "", "{}"));
  }

  private Provocation invalidQuery(String query) {
    return query("invalid-request", query);
  }

  private Provocation query(String problem, String query) {
    return new Provocation(
        problem, operation -> call(api(), operation, known(), "?" + query, "{}"));
  }

  private Provocation notAcceptable() {
    return new Provocation(
        "invalid-request",
        operation -> call(api().with("Accept", "application/xml"), operation, "{}"));
  }

  private Provocation ended(String problem, String person) {
    return new Provocation(
        problem,
        operation -> {
          LoginWalk.become(api(), person);
          var login = aLogin("FACEBOOK", "FACEBOOK");
          login.outcome();
          LoginWalk.becomeObliging(api());
          return ofLogin(operation, login);
        });
  }

  private LoginWalk fails(String call, int code) {
    var login = aLogin("FACEBOOK", "FACEBOOK");
    api()
        .post(
            "/sandbox/graph/faults", "{'kind':'ERROR','on':'%s','code':%d}".formatted(call, code));
    login.outcome();
    return login;
  }

  private LoginWalk anExpiredLogin() {
    var login = aLogin("FACEBOOK", "FACEBOOK");
    advance(Duration.ofMinutes(10));
    return login;
  }

  private Answer ofLogin(Operation operation, LoginWalk login) {
    return call(api(), operation, knownBut("state", login.state()), "", CHOICE);
  }

  private Answer sendToAStranger(Operation operation) {
    return call(api(), operation, knownBut("customerId", aNewCustomer()), "", DRAFT);
  }

  private Answer sendTwoTextsWithOneKey(Operation operation) {
    var caller = api().with("Idempotency-Key", aNewIdempotencyKey());
    caller.post(operation.path(known()), DRAFT);
    return caller.post(operation.path(known()), "{'text':'It has come back.'}");
  }

  private Answer sendAnAttachmentAfterADay(Operation operation) {
    var extended = aFacebookChannelWithExtendedWindow();
    extended.customerWrites(customer, "Where is my parcel?");
    advance(Duration.ofHours(25));
    return extended.send(
        customer,
        aNewIdempotencyKey(),
        "{'attachment':{'type':'IMAGE','url':'https://files.example/a'},'sender':{'type':'HUMAN','agentId':'a-17'}}");
  }

  private Answer sendWithAnInventedConfirmation(Operation operation) {
    channel.customerWrites(customer, "And now?");
    return channel.send(customer, aNewIdempotencyKey(), CONFIRMED);
  }

  private Answer replyTwiceWithOneKey(Operation operation) {
    channel.comments(customer, "{'commentId':'%s'}".formatted(COMMENT));
    channel.posts(customer, "{'postId':'%s'}".formatted(COMMENT));
    var caller = api().with("Idempotency-Key", aNewIdempotencyKey());
    var first = caller.post(operation.path(known()), HUMAN_DRAFT);
    assertThat(first.status()).as(first.body()).isEqualTo(202);
    return caller.post(operation.path(known()), DRAFT);
  }

  private Answer call(Api caller, Operation operation, String body) {
    return call(caller, operation, known(), "", body);
  }

  private static Answer call(
      Api caller, Operation operation, Map<String, String> variables, String query, String body) {
    return caller
        .with("Idempotency-Key", aNewIdempotencyKey())
        .send(
            operation.method(),
            operation.path(variables) + query,
            operation.hasBody() ? body.replace('\'', '"') : null);
  }

  private Answer signedWebhook(String body) {
    return webhook(
        body,
        "sha256="
            + HexFormat.of()
                .formatHex(
                    new HmacSha256("sandbox-secret").of(body.getBytes(StandardCharsets.UTF_8))));
  }

  private Answer webhook(String body, @Nullable String signature) {
    var caller = Api.at(baseUrl());
    return (signature == null ? caller : caller.with("X-Hub-Signature-256", signature))
        .send("POST", "/webhooks/meta", body);
  }

  private static String connecting(String accountId, String token) {
    return "{'platform':'FACEBOOK','accountId':'%s','name':'Test','accessToken':'%s'}"
        .formatted(accountId, token);
  }

  private Map<String, String> known() {
    return knownBut("messageId", UUID.randomUUID().toString());
  }

  private Map<String, String> knownBut(String variable, String value) {
    var variables =
        new HashMap<>(
            Map.of(
                "channelId",
                channel.channelId(),
                "accountId",
                channel.accountId(),
                "customerId",
                customer,
                "commentId",
                COMMENT,
                "postId",
                COMMENT,
                "keyId",
                NOBODY,
                "state",
                NO_STATE,
                "quarantineId",
                NOBODY));
    variables.put(variable, value);
    variables.putIfAbsent("messageId", NOBODY);
    return variables;
  }

  private static Set<String> documentedUnder(Operation operation, int status) {
    var slugs = new TreeSet<String>();
    operation
        .json()
        .at("/responses/" + status + "/x-problem-types")
        .forEach(slug -> slugs.add(slug.asString()));
    return slugs;
  }
}
