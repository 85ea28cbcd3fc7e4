package dev.messagingwindow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.Operation;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest extends ServiceTest {

  private static final Set<Role> READERS =
      EnumSet.of(Role.AGENT, Role.AUTOMATION, Role.ADMIN, Role.OPS);
  private static final Set<Role> SENDERS = EnumSet.of(Role.AGENT, Role.AUTOMATION);
  private static final Set<Role> ADMINS = EnumSet.of(Role.ADMIN);
  private static final Set<Role> OPERATORS = EnumSet.of(Role.OPS);

  private static final String CHANNEL = "/api/v1/channels/{channelId}";
  private static final String MESSAGES = CHANNEL + "/customers/{customerId}/messages";

  /// The role table of the REST contract, operation by operation.
  private static final Map<String, Set<Role>> PERMITTED =
      Map.ofEntries(
          Map.entry("GET /api/v1/keys", ADMINS),
          Map.entry("POST /api/v1/keys", ADMINS),
          Map.entry("DELETE /api/v1/keys/{keyId}", ADMINS),
          Map.entry("GET /api/v1/channels", READERS),
          Map.entry("POST /api/v1/channels", ADMINS),
          Map.entry("GET " + CHANNEL, READERS),
          Map.entry("DELETE " + CHANNEL, ADMINS),
          Map.entry("PUT " + CHANNEL + "/hold", ADMINS),
          Map.entry("DELETE " + CHANNEL + "/hold", ADMINS),
          Map.entry("POST " + CHANNEL + "/acknowledgements", ADMINS),
          Map.entry("GET " + CHANNEL + "/customers/{customerId}/window", READERS),
          Map.entry("POST " + CHANNEL + "/windows/query", READERS),
          Map.entry("GET " + CHANNEL + "/conversations", READERS),
          Map.entry("GET /api/v1/conversations", READERS),
          Map.entry("POST " + MESSAGES + "/inbound", EnumSet.of(Role.CONNECTOR)),
          Map.entry("POST " + MESSAGES + "/check", SENDERS),
          Map.entry("POST " + MESSAGES + "/outbound", SENDERS),
          Map.entry("GET " + CHANNEL + "/comments/{commentId}/private-reply", READERS),
          Map.entry("POST " + CHANNEL + "/comments/{commentId}/private-reply", SENDERS),
          Map.entry("GET " + CHANNEL + "/posts/{postId}/private-reply", READERS),
          Map.entry("POST " + CHANNEL + "/posts/{postId}/private-reply", SENDERS),
          Map.entry("GET " + MESSAGES, READERS),
          Map.entry("GET " + CHANNEL + "/messages/{messageId}", READERS),
          Map.entry("POST /api/v1/logins", ADMINS),
          Map.entry("GET /api/v1/logins/{state}", ADMINS),
          Map.entry("POST /api/v1/logins/{state}/channels", ADMINS),
          Map.entry("GET /api/v1/app/human-agent", READERS),
          Map.entry("PUT /api/v1/app/human-agent", ADMINS),
          Map.entry("GET /api/v1/decisions", OPERATORS),
          Map.entry("GET /api/v1/parked", OPERATORS),
          Map.entry("POST /api/v1/parked/{messageId}/requeue", OPERATORS),
          Map.entry("POST /api/v1/parked/{messageId}/give-up", OPERATORS),
          Map.entry("GET /api/v1/quarantine", OPERATORS),
          Map.entry("POST /api/v1/quarantine/{quarantineId}/replay", OPERATORS));

  @Test
  void everyOperationStandsInTheTable() {
    var documented = apiOperations().map(Operation::name).collect(Collectors.toSet());

    assertThat(documented).isEqualTo(PERMITTED.keySet());
  }

  @TestFactory
  Stream<DynamicTest> refusesWhoeverHasNoGoodKey() {
    var revoked = aRevokedKey();
    var anonymous = Api.at(baseUrl());
    var callers =
        Map.of(
            "no credential", anonymous,
            "an empty key", anonymous.withKey(""),
            "an unknown key", anonymous.withKey("mw_unknown"),
            "a revoked key", anonymous.withKey(revoked),
            "another scheme", anonymous.with("Authorization", "Basic c2FuZGJveDpzYW5kYm94"),
            "a key in another header", anonymous.with("X-Api-Key", "sandbox"));
    return apiOperations()
        .flatMap(operation ->
            callers.entrySet().stream()
                .map(caller ->
                    dynamicTest(
                        operation + " with " + caller.getKey(),
                        () -> assertUnauthorized(call(caller.getValue(), operation)))));
  }

  @TestFactory
  Stream<DynamicTest> permitsEachRoleWhatTheTableSays() {
    var operations = apiOperations().toList();
    return Stream.of(Role.values())
        .flatMap(role -> {
          var caller = apiAs(role.wireName());
          return operations.stream()
              .map(operation ->
                  dynamicTest(
                      operation + " as " + role.wireName(),
                      () -> {
                        var answer = call(caller, operation);

                        if (PERMITTED.getOrDefault(operation.name(), Set.of()).contains(role)) {
                          assertThat(answer.status())
                              .as(answer.body())
                              .isNotIn(401, 403)
                              .isLessThan(500);
                        } else {
                          assertForbidden(answer);
                        }
                      }));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "automation, HUMAN,      403", // the body asks, the role does not permit
    "automation, AUTOMATION, 200",
    "agent,      HUMAN,      200",
    "agent,      AUTOMATION, 200",
  })
  void checksForASenderOnlyWithItsRole(String role, String sender, int status) {
    var channel = aFacebookChannel();

    var checked =
        apiAs(role).post(channel.customerPath(aNewCustomer(), "/messages/check"), draft(sender));

    assertThat(checked.status()).as(checked.body()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "automation, HUMAN,      403",
    "automation, AUTOMATION, 202",
    "agent,      HUMAN,      202",
    "agent,      AUTOMATION, 202",
  })
  void sendsAsASenderOnlyWithItsRole(String role, String sender, int status) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Where is my parcel?");

    var sent =
        apiAs(role)
            .with("Idempotency-Key", aNewIdempotencyKey())
            .post(channel.customerPath(customer, "/messages/outbound"), draft(sender));

    assertThat(sent.status()).as(sent.body()).isEqualTo(status);
  }

  @TestFactory
  Stream<DynamicTest> hidesEveryOtherChannelFromAKeyOfOneChannel() {
    var caller = limitedTo(aFacebookChannel());
    var other = variables(aFacebookChannel().channelId());
    var nowhere = variables(UUID.randomUUID().toString());
    return apiOperations()
        .filter(operation -> operation.path().contains("{channelId}"))
        .map(operation ->
            dynamicTest(
                operation.name(),
                () -> {
                  var hidden = call(caller, operation, other);

                  assertThat(hidden.status()).isEqualTo(404);
                  assertThat(hidden.problem()).isEqualTo("channel-not-found");
                  assertThat(hidden.body()).isEqualTo(call(caller, operation, nowhere).body());
                }));
  }

  @Test
  void aKeyOfOneChannelReachesThatOne() {
    var channel = aFacebookChannel();
    var caller = limitedTo(channel);

    assertThat(caller.get(channel.path("")).status()).isEqualTo(200);
    assertThat(caller.get(channel.customerPath(aNewCustomer(), "/window")).status()).isEqualTo(200);
  }

  @Test
  void listsShowAKeyOfOneChannelOnlyThatOne() {
    var own = aFacebookChannel();
    var other = aFacebookChannel();
    own.customerWrites(aNewCustomer(), "Hello");
    other.customerWrites(aNewCustomer(), "Hello");
    var caller = limitedTo(own);

    assertThat(channelIds(caller.get("/api/v1/channels"), "channels"))
        .containsExactly(own.channelId());
    assertThat(channelIds(caller.get("/api/v1/conversations"), "conversations"))
        .containsExactly(own.channelId());
    assertThat(
            channelIds(caller.get("/api/v1/channels?accountId=" + other.accountId()), "channels"))
        .isEmpty();
  }

  @Test
  void aKeyOfOneChannelCanNeitherWidenItselfNorConnectOthers() {
    var caller = limitedTo(aFacebookChannel());
    var connected = aFacebookChannel();

    assertForbidden(caller.get("/api/v1/keys"));
    assertForbidden(caller.post("/api/v1/keys", "{'name':'wider','roles':['admin']}"));
    assertForbidden(
        caller.post(
            "/api/v1/channels",
            "{'platform':'FACEBOOK','accountId':'%s','name':'x','accessToken':'EAA'}"
                .formatted(connected.accountId())));
  }

  @Test
  void aKeyOfOneChannelCannotAskForConversationsOfAnother() {
    var own = aFacebookChannel();
    var other = aFacebookChannel();

    var asked =
        limitedTo(own)
            .get(
                "/api/v1/conversations?channelIds=%s,%s"
                    .formatted(own.channelId(), other.channelId()));

    assertThat(asked.problem()).isEqualTo("channel-not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/swagger-ui/index.html",
        "/v3/api-docs",
        "/v3/api-docs.yaml",
        "/v3/api-docs/swagger-config",
        "/actuator/health",
        "/actuator/health/liveness",
        "/actuator/health/readiness"
      })
  void isOpenWithoutAKey(String address) {
    assertThat(Api.at(baseUrl()).get(address).status()).isEqualTo(200);
  }

  @Test
  void theHandshakeIsOpen() {
    var answer =
        Api.at(baseUrl())
            .exchange(
                "GET",
                "/webhooks/meta?hub.mode=subscribe&hub.verify_token=sandbox-verify&hub.challenge=42",
                new byte[0]);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("42");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api",
        "/api/v1",
        "/api/v2/channels",
        "/api/v1/channels/",
        "/actuator",
        "/actuator/env",
        "/error",
        "/swagger",
        "/sandbox",
        "/sandbox/clock",
        "/sandbox/graph/faults",
        "/nothing"
      })
  void everythingElseNeedsAKey(String address) {
    assertUnauthorized(Api.at(baseUrl()).get(address));
  }

  @TestFactory
  Stream<DynamicTest> theSandboxNeedsTheRoleAdmin() {
    var agent = apiAs("agent", "automation", "connector", "ops");
    return Operation.documented(api()).stream()
        .filter(operation -> operation.path().startsWith("/sandbox/"))
        .map(operation ->
            dynamicTest(
                operation.name(),
                () -> {
                  assertUnauthorized(call(Api.at(baseUrl()), operation));
                  assertForbidden(call(agent, operation));
                }));
  }

  @Test
  void theStandInForMetaTakesMetasTokensAndNotOurKeys() {
    var pages = "/sandbox/graph/v25.0/me/accounts";

    var withoutToken = Api.at(baseUrl()).get(pages);
    var withDeadToken = Api.at(baseUrl()).withKey("invalid-token").get(pages);
    var withToken = Api.at(baseUrl()).withKey("EAAanything").get(pages);

    assertThat(withoutToken.at("error.code").asInt()).isEqualTo(104);
    assertThat(withDeadToken.at("error.code").asInt()).isEqualTo(190);
    assertThat(withToken.status()).isEqualTo(200);
  }

  @Test
  void showsAKeyOnceAndStoresOnlyItsHash() {
    var made = api().post("/api/v1/keys", "{'name':'desk','roles':['agent']}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("name")).isEqualTo("desk");
    assertThat(made.at("channelIds").isNull()).isTrue();
    var key = made.text("key");
    assertThat(key).hasSizeGreaterThan(40);
    var listed = api().get("/api/v1/keys");
    assertThat(listed.body()).contains(made.text("keyId")).doesNotContain(key);
    assertThat(listed.at("keys.0").has("key")).isFalse();
    var stored =
        jdbc.sql("select row_to_json(k)::text from api_key k where key_id = ?")
            .param(UUID.fromString(made.text("keyId")))
            .query(String.class)
            .single();
    assertThat(stored).contains("\"name\":\"desk\"").doesNotContain(key, key.substring(3));
    assertThat(stored).containsPattern("\"key_hash\":\"[0-9a-f]{64}\"");
  }

  @Test
  void refusesARevokedKeyAtOnce() {
    var made = api().post("/api/v1/keys", "{'name':'desk','roles':['agent']}");
    var caller = Api.at(baseUrl()).withKey(made.text("key"));
    assertThat(caller.get("/api/v1/channels").status()).isEqualTo(200);

    var revoked = api().delete("/api/v1/keys/" + made.text("keyId"));

    assertThat(revoked.status()).isEqualTo(204);
    assertUnauthorized(caller.get("/api/v1/channels"));
    assertThat(api().get("/api/v1/keys").body()).doesNotContain(made.text("keyId"));
    assertThat(api().delete("/api/v1/keys/" + made.text("keyId")).status()).isEqualTo(204);
  }

  @Test
  void remembersTheChannelsOfAKey() {
    var channel = aFacebookChannel();

    var made =
        api()
            .post(
                "/api/v1/keys",
                "{'name':'desk','roles':['agent','ops'],'channelIds':['%s']}"
                    .formatted(channel.channelId()));

    assertThat(made.text("channelIds.0")).isEqualTo(channel.channelId());
    assertThat(made.at("roles").toString()).isEqualTo("[\"agent\",\"ops\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name':' ','roles':['agent']}                      | name",
        "{'roles':['agent']}                                 | name",
        "{'name':'desk','roles':['king']}                    | roles[0]",
        "{'name':'desk','roles':['AGENT']}                   | roles[0]",
        "{'name':'desk','roles':[0]}                         | roles[0]",
        "{'name':'desk','roles':[null]}                      | roles[0]",
        "{'name':'desk','roles':[]}                          | roles",
        "{'name':'desk'}                                     | roles",
        "{'name':'desk','roles':['agent'],'channelIds':[]}   | channelIds",
        "{'name':'desk','roles':['agent'],'channelIds':['x']}| channelIds[0]",
      },
      quoteCharacter = '`')
  void refusesANonsenseKeyAndNamesTheField(String body, String field) {
    var refused = api().post("/api/v1/keys", body);

    assertThat(refused.problem()).isEqualTo("invalid-request");
    assertThat(refused.text("errors.0.field")).isEqualTo(field);
  }

  private Stream<Operation> apiOperations() {
    return Operation.documented(api()).stream()
        .filter(operation -> operation.path().startsWith("/api/"));
  }

  private static Answer call(Api caller, Operation operation) {
    return call(caller, operation, variables(UUID.randomUUID().toString()));
  }

  private static Answer call(Api caller, Operation operation, Map<String, String> variables) {
    return caller.send(
        operation.method(), operation.path(variables), operation.hasBody() ? "{}" : null);
  }

  private static Map<String, String> variables(String channelId) {
    return Map.of(
        "channelId", channelId,
        "customerId", "71",
        "accountId", "41",
        "commentId", "901_903",
        "postId", "41_72",
        "messageId", "01890000-0000-7000-8000-000000000000",
        "keyId", "01890000-0000-7000-8000-000000000000",
        "state", "A".repeat(43),
        "quarantineId", "01890000-0000-7000-8000-000000000000");
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

  private String aRevokedKey() {
    var made = api().post("/api/v1/keys", "{'name':'gone','roles':['agent','admin']}");
    assertThat(api().delete("/api/v1/keys/" + made.text("keyId")).status()).isEqualTo(204);
    return made.text("key");
  }

  private static String draft(String sender) {
    return "{'text':'It is on its way.','sender':{'type':'%s','agentId':'a-17'}}".formatted(sender);
  }

  private static Set<String> channelIds(Answer list, String member) {
    assertThat(list.status()).as(list.body()).isEqualTo(200);
    return StreamSupport.stream(list.at(member).spliterator(), false)
        .map(item -> item.path("channelId").asString())
        .collect(Collectors.toSet());
  }

  private static void assertUnauthorized(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(401);
    assertThat(answer.problem()).isEqualTo("unauthorized");
    assertThat(answer.headers().allValues("WWW-Authenticate")).isEqualTo(List.of("Bearer"));
  }

  private static void assertForbidden(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("forbidden");
  }
}
