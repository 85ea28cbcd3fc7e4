package dev.messagingwindow.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes in: never a 500, always a problem, and the problem never repeats what came.
class BadInputTest extends ServiceTest {

  /// Stands in every value that is sent, so that an echo is seen.
  private static final String SENT = "s3nt";

  private static final int LIMIT = 64 * 1024;

  private TestChannel channel;
  private String customer;

  /// One operation that takes a body.
  ///
  /// @param text name of a field that holds text
  /// @param body a good one, in which `%s` stands for that text
  private record Taker(String method, String path, String text, String body) {}

  @BeforeEach
  void connect() {
    channel = aFacebookChannel();
    customer = aNewCustomer();
  }

  private List<Taker> takers() {
    return List.of(
        new Taker("POST", "/api/v1/keys", "name", "{'name':'%s','roles':['agent']}"),
        new Taker(
            "POST",
            "/api/v1/channels",
            "name",
            "{'platform':'FACEBOOK','accountId':'1','accessToken':'x','name':'%s'}"),
        new Taker("PUT", channel.path("/hold"), "reason", "{'reason':'%s'}"),
        new Taker(
            "POST",
            "/api/v1/logins",
            "returnUrl",
            "{'platform':'FACEBOOK','login':'FACEBOOK','returnUrl':'%s'}"),
        new Taker("PUT", "/api/v1/app/human-agent", "state", "{'state':'%s'}"),
        new Taker("POST", channel.path("/windows/query"), "customerIds", "{'customerIds':'%s'}"),
        new Taker(
            "POST",
            channel.customerPath(customer, "/messages/inbound"),
            "text",
            "{'messageId':'m_1','sentAt':'2026-09-25T17:00:00Z','text':'%s'}"),
        new Taker(
            "POST", channel.customerPath(customer, "/messages/check"), "text", "{'text':'%s'}"),
        new Taker(
            "POST", channel.customerPath(customer, "/messages/outbound"), "text", "{'text':'%s'}"),
        new Taker("POST", "/sandbox/clock", "advance", "{'advance':'%s'}"),
        new Taker(
            "POST",
            "/sandbox/customers/" + channel.accountId() + "/" + customer + "/messages",
            "text",
            "{'text':'%s'}"));
  }

  @TestFactory
  Stream<DynamicTest> refusesABodyThatIsNoJsonObject() {
    return takers().stream()
        .flatMap(taker ->
            Stream.of(
                    "", // nothing
                    "{'" + SENT + "':", // ends early
                    "{" + SENT + "}",
                    "['" + SENT + "']",
                    "'" + SENT + "'",
                    "null",
                    "4711",
                    "{} " + SENT, // more behind it
                    "[".repeat(20_000),
                    "<xml>" + SENT + "</xml>")
                .map(body ->
                    dynamicTest(
                        taker.path() + " " + body.substring(0, Math.min(20, body.length())),
                        () -> assertInvalid(send(taker, body)))));
  }

  @TestFactory
  Stream<DynamicTest> refusesAnUnknownFieldAndNamesIt() {
    return takers().stream()
        .map(taker ->
            dynamicTest(
                taker.path(),
                () -> {
                  var refused = send(taker, "{'colour':'" + SENT + "'}");

                  assertInvalid(refused, "colour");
                }));
  }

  @TestFactory
  Stream<DynamicTest> refusesATextThatIsAnObjectOrAList() {
    return takers().stream()
        .flatMap(taker ->
            Stream.of("{'a':'" + SENT + "'}", "[['" + SENT + "']]")
                .map(value ->
                    dynamicTest(
                        taker.path() + " " + value,
                        () -> {
                          var refused = send(taker, taker.body().replace("'%s'", value));

                          assertInvalid(refused);
                          assertThat(refused.text("errors.0.field")).startsWith(taker.text());
                        })));
  }

  /// PostgreSQL cannot hold the first, and would keep a question mark for the others.
  @TestFactory
  Stream<DynamicTest> refusesATextThatCannotBeStored() {
    return takers().stream()
        .filter(taker -> !taker.text().equals("customerIds"))
        .flatMap(taker ->
            Stream.of("\\u0000", "\\ud800", "\\udc00\\ud800", "\\ud83d!")
                .map(character ->
                    dynamicTest(
                        taker.path() + " " + character,
                        () ->
                            assertInvalid(
                                send(taker, taker.body().formatted(SENT + character)),
                                taker.text()))));
  }

  @Test
  void takesAWholeSurrogatePair() {
    var checked =
        api().post(channel.customerPath(customer, "/messages/check"), "{'text':'\\ud83d\\ude00'}");

    assertThat(checked.status()).isEqualTo(200);
  }

  @TestFactory
  Stream<DynamicTest> refusesABodyOverItsLimitWhetherItsLengthIsDeclaredOrNot() {
    return takers().stream()
        .flatMap(taker ->
            Stream.of("'" + "x".repeat(LIMIT - 1) + "'", "{}" + " ".repeat(LIMIT - 1))
                .flatMap(body ->
                    Stream.of(
                        dynamicTest(
                            taker.path() + " declared",
                            () -> assertProblem(send(taker, body), 413, "payload-too-large")),
                        dynamicTest(
                            taker.path() + " chunked",
                            () ->
                                assertProblem(
                                    sendInChunks(taker, body.replace('\'', '"')),
                                    413,
                                    "payload-too-large")))));
  }

  @Test
  void takesABodyOfExactlyTheLimit() {
    var draft = "{\"text\":\"Hello\"}";
    var path = channel.customerPath(customer, "/messages/check");
    var body = draft + " ".repeat(LIMIT - draft.length());

    assertThat(api().post(path, body).status()).isEqualTo(200);
    assertThat(sendInChunks(new Taker("POST", path, "", ""), body).status()).isEqualTo(200);
  }

  @TestFactory
  Stream<DynamicTest> takesOnlyJson() {
    return takers().stream()
        .flatMap(taker ->
            Stream.of(
                    "text/plain",
                    "application/xml",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=x",
                    "multipart/form-data",
                    "application/yaml", // a YAML library is on the class path
                    "application/cbor",
                    "application/json;charset=" + SENT,
                    SENT)
                .map(type ->
                    dynamicTest(
                        taker.path() + " " + type,
                        () ->
                            assertProblem(
                                api()
                                    .with("Idempotency-Key", aNewIdempotencyKey())
                                    .with("Content-Type", type)
                                    .exchange(
                                        taker.method(), taker.path(), bytes("{\"text\":\"a\"}")),
                                415,
                                "unsupported-media-type"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/xml", "text/html", "application/yaml", "s3nt", "a/b/s3nt"})
  void answersNothingButJson(String accepted) {
    assertInvalid(api().with("Accept", accepted).get(channel.path("")), "Accept");
    assertInvalid(
        api()
            .with("Accept", accepted)
            .post(channel.customerPath(customer, "/messages/check"), "{'text':'Hello'}"),
        "Accept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml", "s3nt"})
  void aProblemComesAsOneWhateverIsAccepted(String accepted) {
    assertProblem(api().with("Accept", accepted).get("/api/v1/nothing"), 404, "not-found");
    assertProblem(
        Api.at(baseUrl()).with("Accept", accepted).get("/api/v1/channels"), 401, "unauthorized");
  }

  @TestFactory
  Stream<DynamicTest> refusesALimitOutsideItsRange() {
    return lists()
        .flatMap(list ->
            Stream.of("0", "-1", "501", "99999999999999999999", "1.5", SENT)
                .map(limit ->
                    dynamicTest(
                        list + " " + limit,
                        () -> assertInvalid(api().get(list + "?limit=" + limit), "limit"))));
  }

  @TestFactory
  Stream<DynamicTest> refusesACursorThatItDidNotMake() {
    return lists()
        .flatMap(list ->
            Stream.of(
                    SENT,
                    "%00",
                    "",
                    "//8",
                    "x".repeat(3_000),
                    cursor(SENT),
                    cursor(SENT, SENT),
                    cursor(SENT, SENT, SENT),
                    cursor("2026-09-25T17:00:00Z", "a\0" + SENT),
                    cursor("2026-09-25T17:00:00Z", channel.channelId(), "a\0" + SENT))
                .map(cursor ->
                    dynamicTest(
                        list + " " + cursor.substring(0, Math.min(20, cursor.length())),
                        () -> assertInvalid(api().get(list + "?cursor=" + cursor), "cursor"))));
  }

  @Test
  void refusesTheCursorOfAnotherList() {
    var ofMessages = cursor("2026-09-25T17:00:00Z", SENT);
    var ofConversations = cursor("2026-09-25T17:00:00Z", channel.channelId(), customer);
    var messages = channel.customerPath(customer, "/messages?cursor=");

    assertInvalid(api().get("/api/v1/conversations?cursor=" + ofMessages), "cursor");
    assertInvalid(api().get("/api/v1/channels?cursor=" + ofMessages), "cursor");
    assertInvalid(api().get("/api/v1/channels?cursor=" + ofConversations), "cursor");
    assertInvalid(api().get("/api/v1/conversations?cursor=" + channel.channelId()), "cursor");
    assertInvalid(api().get(messages + channel.channelId()), "cursor");
  }

  @TestFactory
  Stream<DynamicTest> bearsInstantsThatNoDatabaseHolds() {
    return Stream.of(
            "+999999999-01-01T00:00:00Z",
            "-999999999-01-01T00:00:00Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "-1000000000-01-01T00:00:00Z",
            "+294277-01-01T00:00:00Z",
            "-4714-01-01T00:00:00Z",
            "0000-01-01T00:00:00Z")
        .flatMap(instant ->
            withInstant(instant).stream()
                .map(answer ->
                    dynamicTest(
                        instant + " " + answer.reason(),
                        () -> {
                          assertThat(answer.answer().status())
                              .as(answer.answer().body())
                              .isLessThan(500);
                          if (answer.answer().status() >= 400) {
                            assertIsProblem(answer.answer());
                          }
                        })));
  }

  /// @param reason which parameter took the instant
  private record Answered(String reason, Answer answer) {}

  private List<Answered> withInstant(String instant) {
    var answers = new ArrayList<Answered>();
    var encoded = URLEncoder.encode(instant, StandardCharsets.UTF_8);
    for (var list : List.of("/api/v1/conversations", channel.path("/conversations"))) {
      for (var parameter : List.of("closesBefore", "updatedAfter")) {
        answers.add(
            new Answered(
                list + " " + parameter, api().get(list + "?" + parameter + "=" + encoded)));
      }
      var cursor = cursor(instant, channel.channelId(), "a");
      answers.add(new Answered(list + " cursor", api().get(list + "?cursor=" + cursor)));
    }
    answers.add(
        new Answered(
            "messages cursor",
            api().get(channel.customerPath(customer, "/messages?cursor=" + cursor(instant, "a")))));
    answers.add(
        new Answered(
            "sentAt",
            api()
                .post(
                    channel.customerPath(customer, "/messages/inbound"),
                    "{'messageId':'m_%s','sentAt':'%s'}".formatted(instant, instant))));
    for (var address : List.of("check", "outbound")) {
      answers.add(
          new Answered(
              address + " notAfter",
              api()
                  .with("Idempotency-Key", aNewIdempotencyKey())
                  .post(
                      channel.customerPath(customer, "/messages/" + address),
                      "{'text':'Hello','notAfter':'%s'}".formatted(instant))));
    }
    answers.add(
        new Answered(
            "sandbox sentAt",
            api()
                .post(
                    "/sandbox/customers/" + channel.accountId() + "/" + customer + "/messages",
                    "{'text':'Hello','sentAt':'%s'}".formatted(instant))));
    return answers;
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/channels/s3nt, channelId",
    "/api/v1/channels?accountId=s3nt*, accountId",
    "/api/v1/channels?accountId=a%00s3nt, accountId",
    "/api/v1/conversations?channelIds=s3nt, channelIds",
    "/api/v1/conversations?state=s3nt, state",
    "/api/v1/conversations?unanswered=s3nt, unanswered",
    "/api/v1/conversations?closesBefore=s3nt, closesBefore",
    "/api/v1/conversations?updatedAfter=2026-09-25, updatedAfter",
  })
  void refusesAParameterOfTheWrongForm(String address, String field) {
    assertInvalid(api().get(address), field);
  }

  @Test
  void refusesACustomerIdOfMoreThan64Characters() {
    var fits = "a".repeat(64);

    assertThat(api().get(channel.customerPath(fits, "/window")).status()).isEqualTo(200);
    assertInvalid(api().get(channel.customerPath(fits + "a", "/window")), "customerId");
  }

  /// The firewall of Spring Security and Tomcat itself refuse these, long before a controller.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3nt%00", // NUL
        "..", // out of the path
        "%2e%2e",
        "..%2fs3nt",
        "s3nt;x=1",
        "s3nt%5c",
        "s3nt%25",
        "s3nt%zz", // no hexadecimal
        "s3nt%ff", // no UTF-8
        "{s3nt}",
        "s3nt/%2f/"
      })
  void refusesACustomerIdThatIsNoPathSegment(String id) {
    var path = channel.path("/customers/") + id + "/window";

    assertInvalid(raw("GET " + path + " HTTP/1.1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET //api/v1/channels HTTP/1.1",
        "S3NT /api/v1/channels HTTP/1.1",
        "GET s3nt HTTP/1.1"
      })
  void refusesARequestLineThatMakesNoSense(String line) {
    assertInvalid(raw(line));
  }

  @Test
  void refusesAHeaderThatIsTooLong() {
    assertInvalid(raw("GET /api/v1/channels HTTP/1.1", "X-Long: " + SENT.repeat(4_000)));
  }

  @Test
  void refusesAnExpectationThatItCannotMeet() {
    assertInvalid(raw("GET /api/v1/channels HTTP/1.1", "Expect: " + SENT));
  }

  @ParameterizedTest
  @MethodSource("badIdempotencyKeys")
  void refusesABadIdempotencyKeyAndNamesTheHeader(String key) {
    var header = "Idempotency-Key: " + key;

    var refused =
        new RawHttp(baseUrl())
            .send(
                List.of(
                    "POST " + channel.customerPath(customer, "/messages/outbound") + " HTTP/1.1",
                    header,
                    "Content-Type: application/json",
                    "Content-Length: 16"),
                bytes("{\"text\":\"Hello\"}"));

    assertInvalid(refused, "Idempotency-Key");
  }

  static Stream<String> badIdempotencyKeys() {
    return Stream.of("", SENT + "\u00e4", SENT.repeat(33));
  }

  @Test
  void asksForTheIdempotencyKeyThatIsMissing() {
    assertInvalid(
        api().post(channel.customerPath(customer, "/messages/outbound"), "{'text':'Hello'}"),
        "Idempotency-Key");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/s3nt",
    "POST, /api/v1/s3nt",
    "POST, /webhooks/s3nt",
    "GET, /sandbox/s3nt"
  })
  void knowsNoSuchAddress(String method, String path) {
    assertProblem(api().send(method, path, null), 404, "not-found");
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /api/v1/keys, 'GET,POST'",
    "PUT, /api/v1/channels, 'GET,POST'",
    "PUT, /webhooks/meta, 'GET,POST'",
    "PATCH, /sandbox/clock, 'GET,POST'"
  })
  void namesTheMethodsThatAnAddressOffers(String method, String path, String offered) {
    var refused = api().send(method, path, null);

    assertProblem(refused, 405, "method-not-allowed");
    assertThat(refused.headers().firstValue("Allow").orElse("").split(", *", -1))
        .containsExactlyInAnyOrder(offered.split(",", -1));
  }

  @Test
  void offersNoTrace() {
    assertProblem(raw("TRACE /api/v1/channels HTTP/1.1"), 405, "method-not-allowed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                  | nothing signed",
        "sha256=s3nt                         | no hexadecimal",
        "sha1=0123456789012345678901234567890123456789 | the old algorithm",
        "s3nt                                | no algorithm",
      })
  void aMalformedSignatureIsAWrongOne(String signature, String reason) {
    var refused =
        Api.at(baseUrl()).with("X-Hub-Signature-256", signature).post("/webhooks/meta", "{}");

    assertProblem(refused, 403, "forbidden");
  }

  private Stream<String> lists() {
    return Stream.of(
        "/api/v1/channels",
        "/api/v1/conversations",
        channel.path("/conversations"),
        channel.customerPath(customer, "/messages"));
  }

  private Answer send(Taker taker, String body) {
    return api()
        .with("Idempotency-Key", aNewIdempotencyKey())
        .send(taker.method(), taker.path(), body.replace('\'', '"'));
  }

  private Answer sendInChunks(Taker taker, String body) {
    return new RawHttp(baseUrl())
        .send(
            List.of(
                taker.method() + " " + taker.path() + " HTTP/1.1",
                "Content-Type: application/json",
                "Idempotency-Key: " + aNewIdempotencyKey(),
                "Transfer-Encoding: chunked"),
            RawHttp.chunked(body));
  }

  private Answer raw(String... lines) {
    return new RawHttp(baseUrl()).send(List.of(lines), new byte[0]);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String cursor(String... parts) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(String.join("\n", parts)));
  }

  private static void assertInvalid(Answer answer) {
    assertInvalid(answer, null);
  }

  private static void assertInvalid(Answer answer, @Nullable String field) {
    assertProblem(answer, 400, "invalid-request");
    assertThat(answer.at("errors")).isNotEmpty();
    if (field != null) {
      assertThat(answer.text("errors.0.field")).isEqualTo(field);
    }
  }

  private static void assertProblem(Answer answer, int status, String slug) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.problem()).isEqualTo(slug);
    assertIsProblem(answer);
  }

  private static void assertIsProblem(Answer answer) {
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.text("type")).startsWith("urn:messaging-window:problem:");
    assertThat(answer.text("title")).isNotBlank();
    assertThat(answer.at("status").asInt()).isEqualTo(answer.status());
    assertThat(answer.text("detail")).isNotBlank();
    assertThat(answer.body()).doesNotContain(SENT);
  }
}
