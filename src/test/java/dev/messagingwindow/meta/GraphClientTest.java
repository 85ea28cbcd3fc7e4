package dev.messagingwindow.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.messagingwindow.meta.http.MetaHttp;
import dev.messagingwindow.model.AccountId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.model.Login;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.OutboundContent;
import dev.messagingwindow.model.Platform;
import dev.messagingwindow.model.ReplyTarget;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Against a tiny scripted peer in Meta's place.
class GraphClientTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path SAMPLES = Path.of("src/test/resources/payloads/sendapi");
  private static final String SECRET = "test_app_secret_0123456789abcdef";
  private static final String TOKEN = "EAAtestPageToken";
  private static final String PROOF =
      "28a20f6402794bcaaf95b2f15fe91551e8c034d43302db273320589288c32e66";
  private static final MessageId MESSAGE =
      MessageId.valueOf("0199f1d2-aaaa-7000-8000-000000000001");
  private static final CustomerId CUSTOMER = new CustomerId("7100000000000011");
  private static final String OK = "{\"recipient_id\":\"7\",\"message_id\":\"m_inv_0020\"}";

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final CountDownLatch testOver = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<MetaHttp> connections = new ArrayList<>();
  private Script script = answer(200, OK);
  private HttpServer meta;

  @BeforeEach
  void startPeer() throws IOException {
    meta = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    meta.setExecutor(threads);
    meta.createContext(
        "/",
        exchange -> {
          received.add(Received.of(exchange));
          script.play(exchange);
        });
    meta.start();
  }

  @AfterEach
  void stopPeer() throws IOException {
    testOver.countDown();
    for (var http : connections) {
      http.close();
    }
    meta.stop(0);
    threads.close();
  }

  @Test
  void provesEachCallWithTheAppSecret() {
    client().send(aPage(), text("Hello", Label.RESPONSE, null));

    assertThat(received)
        .singleElement()
        .satisfies(call -> {
          assertThat(call.method()).isEqualTo("POST");
          assertThat(call.uri().getPath()).isEqualTo("/facebook/v25.0/410000000000001/messages");
          assertThat(call.uri().getQuery()).isEqualTo("appsecret_proof=" + PROOF);
          assertThat(call.authorization()).isEqualTo("Bearer " + TOKEN);
          assertThat(call.contentType()).startsWith("application/json");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "other_secret, other_secret", // the Instagram app has a secret of its own
    ",             test_app_secret_0123456789abcdef",
  })
  void provesCallsForInstagramLoginWithTheInstagramAppsSecret(
      @Nullable String instagramSecret, String provedWith) {
    var account =
        new GraphAccount(
            Platform.INSTAGRAM, Login.INSTAGRAM, new AccountId("17841400000000901"), null, TOKEN);

    client(instagramSecret, peer()).send(account, text("Hello", Label.RESPONSE, null));

    assertThat(received)
        .singleElement()
        .satisfies(call -> {
          assertThat(call.uri().getPath()).isEqualTo("/instagram/v25.0/17841400000000901/messages");
          assertThat(call.uri().getQuery())
              .isEqualTo("appsecret_proof=" + new HmacSha256(provedWith).hex(TOKEN));
        });
  }

  @Test
  void writesToAnInstagramAccountAtItsPage() {
    client().send(anInstagramAccountOfAPage(), text("Hello", Label.HUMAN_AGENT, null));

    assertThat(received)
        .singleElement()
        .satisfies(call -> {
          assertThat(call.uri().getPath()).isEqualTo("/facebook/v25.0/410000000000001/messages");
          assertThat(call.json().at("/tag").asString()).isEqualTo("HUMAN_AGENT");
          // Instagram documents no metadata
          assertThat(call.json().at("/message").propertyNames()).containsExactly("text");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "req_response.json,    'Yes, it is in stock.',                                RESPONSE,    ",
    "req_human_agent.json, 'Sorry for the wait, your parcel left our depot today.', HUMAN_AGENT, ",
    "req_reply_to.json,    This one?,                                             RESPONSE,    m_inv_0001",
  })
  void writesTheBodyAsMetaDocumentsIt(
      String sample, String words, Label label, @Nullable String replyTo) {
    client().send(aPage(), text(words, label, replyTo));

    var expected = (ObjectNode) sample(sample);
    ((ObjectNode) expected.at("/message")).put("metadata", "outbound:" + MESSAGE);
    assertThat(received).singleElement().extracting(Received::json).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "req_private_reply_comment.json, COMMENT, 901000000000708_903000000085259, 'It is 20 EUR, shall I reserve one?'",
    "req_private_reply_post.json,    POST,    410000000000001_72930000000232,  Thank you!",
  })
  void writesAPrivateReplyAsMetaDocumentsIt(
      String sample, ReplyTarget.Kind kind, String id, String words) {
    var author = new Recipient.Author(new ReplyTarget(kind, id));

    client()
        .send(
            aPage(),
            new OutboundText(
                MESSAGE, author, new OutboundContent.Text(words), Label.PRIVATE_REPLY, null));
    client()
        .send(
            anInstagramAccountOfAPage(),
            new OutboundText(
                MESSAGE, author, new OutboundContent.Text(words), Label.PRIVATE_REPLY, null));

    var onMessenger = (ObjectNode) sample(sample);
    ((ObjectNode) onMessenger.at("/message")).put("metadata", "outbound:" + MESSAGE);
    assertThat(received).extracting(Received::json).containsExactly(onMessenger, sample(sample));
  }

  @Test
  void sendsTextOutsideAsciiUnharmed() {
    client().send(aPage(), text("Grüße 😀", Label.RESPONSE, null));

    assertThat(received.getFirst().json().at("/message/text").asString()).isEqualTo("Grüße 😀");
  }

  @ParameterizedTest
  @CsvSource({
    "res_ok.json,                            m_inv_0020, 7100000000000011",
    "res_ok_private_reply_no_recipient.json, m_inv_0099, ",
  })
  void readsMetasMessageIdAndWhomItWentTo(
      String sample, String messageId, @Nullable String recipientId) {
    script = answer(200, sample(sample).toString());

    assertThat(send())
        .isEqualTo(
            new SendResult.Accepted(
                messageId, recipientId == null ? null : new CustomerId(recipientId), null));
  }

  @ParameterizedTest
  @CsvSource({
    "err_100_2018001.json,                   400, 100,   2018001, INVALID_RECIPIENT",
    "err_100_2534025_private_reply.json,     400, 100,   2534025, COMMENT_CLOSED",
    "err_100_length.json,                    400, 100,   ,        INVALID_MESSAGE",
    "err_10_1893063_restricted.json,         403, 10,    1893063, POLICY",
    "err_10_2018278_window_messenger.json,   400, 10,    2018278, WINDOW_CLOSED",
    "err_10_2534022_window_instagram.json,   403, 10,    2534022, WINDOW_CLOSED",
    "err_190_460.json,                       401, 190,   460,     RECONNECT",
    "err_190_463.json,                       401, 190,   463,     RECONNECT",
    "err_200_2534041_ig_disabled.json,       403, 200,   2534041, RECONNECT",
    "err_2018300_thread_control.json,        400, 10,    2018300, THREAD_CONTROL",
    "err_2_transient.json,                   400, 2,     ,        TRANSIENT",
    "err_2_transient.json,                   500, 2,     ,        TRANSIENT", // Meta's own words
    // win
    "err_368.json,                           400, 368,   ,        POLICY",
    "err_551_1545041.json,                   400, 551,   1545041, PERSON_UNAVAILABLE",
    "err_613.json,                           400, 613,   ,        CHANNEL_RATE",
    "err_80006.json,                         400, 80006, ,        CHANNEL_RATE",
  })
  void readsWhyMetaRefused(
      String sample, int status, int code, @Nullable Integer subcode, ErrorClass errorClass) {
    script = answer(status, sample(sample).toString());

    var result = send();

    var words = sample(sample).at("/error/message").asString();
    assertThat(result)
        .isInstanceOfSatisfying(
            SendResult.Refused.class,
            refused -> {
              assertThat(refused.error()).isEqualTo(new GraphError(code, subcode, words));
              assertThat(refused.errorClass()).isEqualTo(errorClass);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 500})
  void doesNotKnowWhetherAMessageArrivedWhenMetaSaysItMayHave(int status) {
    var sample = sample("err_1_1357046_maybe_sent.json");
    script = answer(status, sample.toString());

    assertThat(send())
        .isEqualTo(
            new SendResult.Unknown(
                new GraphError(1, 1357046, sample.at("/error/message").asString()), null));
  }

  @Test
  void hasAnExpectationForEverySampleOfAnError() throws Exception {
    var method =
        getClass()
            .getDeclaredMethod(
                "readsWhyMetaRefused",
                String.class,
                int.class,
                int.class,
                Integer.class,
                ErrorClass.class);
    var expected = new ArrayList<>(List.of("err_1_1357046_maybe_sent.json"));
    for (var row : method.getAnnotation(CsvSource.class).value()) {
      expected.add(row.substring(0, row.indexOf(',')));
    }

    try (Stream<Path> files = Files.list(SAMPLES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.startsWith("err_"))
          .isSubsetOf(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "[]",
        "{\"message_id\":null}",
        "{\"message_id\":{}}",
        "<html>OK</html>",
      })
  void doesNotKnowWhetherAMessageArrivedWithoutItsId(String body) {
    script = answer(200, body);

    assertThat(send()).isInstanceOf(SendResult.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>Bad gateway</html>", "{\"error\":\"down\"}", "{\"error\":{}}"})
  void doesNotKnowWhetherAMessageArrivedAfterAServerErrorThatIsNotMetas(String body) {
    script = answer(502, body);

    assertThat(send())
        .isEqualTo(new SendResult.Unknown(new GraphError(502, null, "HTTP 502"), null));
  }

  @Test
  void takesAClientErrorThatIsNotMetasForARefusal() {
    script = answer(404, "<html>not here</html>");

    assertThat(send())
        .isEqualTo(
            new SendResult.Refused(
                new GraphError(404, null, "HTTP 404"), ErrorClass.UNKNOWN_CODE, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "429 |                         | 429   | CHANNEL_RATE",
        "429 | <html>slow down</html>  | 429   | CHANNEL_RATE",
        "429 | {'error':{'code':4711}} | 4711  | CHANNEL_RATE", // the status speaks where the code
        // is not known
        "429 | {'error':{'code':4}}    | 4     | APP_RATE", // Meta's code says more
        "500 | {'error':{'code':2}}    | 2     | TRANSIENT", // Meta's word that nothing was sent
        "503 | {'error':{'code':4711}} | 4711  | UNKNOWN_CODE",
      })
  void readsTheHttpStatusWhereMetasCodeSaysNothing(
      int status, @Nullable String body, int code, ErrorClass errorClass) {
    script = answer(status, body == null ? "" : body.replace('\'', '"'));

    assertThat(send())
        .isInstanceOfSatisfying(
            SendResult.Refused.class,
            refused -> {
              assertThat(refused.error().code()).isEqualTo(code);
              assertThat(refused.errorClass()).isEqualTo(errorClass);
            });
  }

  @Test
  void handsOnHowLongToWait() {
    var usage =
        "{\"410000000000001\":[{\"type\":\"messenger\",\"estimated_time_to_regain_access\":3}]}";
    script =
        exchange -> {
          exchange.getResponseHeaders().add("X-Business-Use-Case-Usage", usage);
          answer(200, OK).act(exchange);
        };

    assertThat(send())
        .isInstanceOf(SendResult.Accepted.class)
        .extracting(SendResult::throttle)
        .isEqualTo(new Throttle(Throttle.Scope.CHANNEL, Duration.ofMinutes(3)));
  }

  @Test
  void countsWhatMetaRefusesByClassAndKnownCode() {
    for (var code : new int[] {613, 613, 4711, 4712}) {
      script = answer(400, "{\"error\":{\"code\":" + code + "}}");
      send();
    }

    assertThat(errors("channel_rate", "613")).isEqualTo(2);
    assertThat(errors("unknown_code", "other")).isEqualTo(2);
    assertThat(meters.find("messaging.meta.errors").counters()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":99999999999}}",
        "{\"error\":{\"code\":10,\"error_subcode\":99999999999}}",
        "{\"error\":{\"code\":10,\"error_subcode\":\"2018278\",\"message\":null}}",
        "{\"error\":{\"code\":10,\"message\":{\"of\":\"another form\"}}}",
      })
  void survivesAnErrorOfUnheardOfForm(String body) {
    script = answer(400, body);

    assertThat(send()).isInstanceOf(SendResult.Refused.class);
  }

  @Test
  void knowsThatNothingWasSentWhenTheConnectionIsRefused() throws IOException {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    var nobody = URI.create("http://127.0.0.1:" + free);

    var result = client(null, nobody).send(aPage(), text("Hello", Label.RESPONSE, null));

    assertThat(result).isEqualTo(new SendResult.NotSent(Duration.ZERO));
  }

  @Test
  void doesNotKnowWhetherAMessageArrivedWhenTheConnectionEndsWithoutAnAnswer() {
    script = HttpExchange::close;

    assertThat(send()).isInstanceOf(SendResult.Unknown.class);
    assertThat(received).hasSize(1);
  }

  @Test
  void doesNotKnowWhetherAMessageArrivedWhenTheConnectionIsReset() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var resets =
          threads.submit(() -> {
            try (var connection = socket.accept()) {
              connection.getInputStream().read(new byte[16]);
              connection.setSoLinger(true, 0);
              return true;
            }
          });

      var result =
          client(null, URI.create("http://127.0.0.1:" + socket.getLocalPort()))
              .send(aPage(), text("Hello", Label.RESPONSE, null));

      assertThat(resets.get()).isTrue();
      assertThat(result).isInstanceOf(SendResult.Unknown.class);
    }
  }

  @Test
  void doesNotKnowWhetherAMessageArrivedWhenNoAnswerComesInTime() {
    script = _ -> testOver.await();

    assertThat(send()).isInstanceOf(SendResult.Unknown.class);
    assertThat(received).hasSize(1);
  }

  @Test
  void doesNotKnowWhetherAMessageArrivedWhenTheAnswerStopsHalfway() {
    script =
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write("{\"message_id\":".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          testOver.await();
        };

    assertThat(send()).isInstanceOf(SendResult.Unknown.class);
  }

  @Test
  void followsNoRedirectWithAToken() {
    script =
        exchange -> {
          exchange.getResponseHeaders().add("Location", peer() + "/elsewhere");
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        };

    send();

    assertThat(received).hasSize(1);
  }

  @Test
  void subscribesTheNodeToTheFieldsOfItsLogin() throws Exception {
    script = answer(200, "{\"success\":true}");

    client().subscribe(anInstagramAccountOfAPage());

    assertThat(received)
        .singleElement()
        .satisfies(call -> {
          assertThat(call.method()).isEqualTo("POST");
          assertThat(call.uri().getPath())
              .isEqualTo("/facebook/v25.0/410000000000001/subscribed_apps");
          assertThat(call.uri().getQuery())
              .contains("subscribed_fields=" + WebhookFields.of(Login.FACEBOOK))
              .contains("appsecret_proof=" + PROOF)
              .doesNotContain(TOKEN);
          assertThat(call.authorization()).isEqualTo("Bearer " + TOKEN);
        });
  }

  @Test
  void saysWhatMetaSaidWhenItRefusesToSubscribe() {
    script = answer(401, sample("err_190_463.json").toString());

    var refused =
        catchThrowableOfType(MetaRefusedException.class, () -> client().subscribe(aPage()));

    assertThat(refused.error().code()).isEqualTo(190);
    assertThat(refused.error().subcode()).isEqualTo(463);
    assertThat(refused).hasMessageNotContaining(TOKEN);
  }

  @Test
  void saysThatMetaDidNotAnswerWhenUnsubscribing() {
    script = HttpExchange::close;

    assertThatThrownBy(() -> client().unsubscribe(aPage()))
        .isInstanceOf(MetaUnreachableException.class);
    assertThat(received.getFirst().method()).isEqualTo("DELETE");
  }

  private SendResult send() {
    return client().send(aPage(), text("Hello", Label.RESPONSE, null));
  }

  private GraphClient client() {
    return client(null, peer());
  }

  private double errors(String errorClass, String code) {
    return meters
        .get("messaging.meta.errors")
        .tags("class", errorClass, "code", code)
        .counter()
        .count();
  }

  private GraphClient client(@Nullable String instagramSecret, URI peer) {
    var properties =
        new MetaProperties(
            "880000000000123",
            SECRET,
            instagramSecret,
            List.of(),
            "verify",
            URI.create(peer + "/facebook"),
            URI.create(peer + "/instagram"),
            "v25.0",
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            10,
            80,
            8);
    var configuration = new MetaConfiguration();
    var http = configuration.metaHttp(properties, meters);
    connections.add(http);
    return configuration.graphClient(
        properties, configuration.graphHosts(properties), http, new MetaMetrics(meters));
  }

  private URI peer() {
    return URI.create("http://127.0.0.1:" + meta.getAddress().getPort());
  }

  private static GraphAccount aPage() {
    return new GraphAccount(
        Platform.FACEBOOK, Login.FACEBOOK, new AccountId("410000000000001"), null, TOKEN);
  }

  private static GraphAccount anInstagramAccountOfAPage() {
    return new GraphAccount(
        Platform.INSTAGRAM,
        Login.FACEBOOK,
        new AccountId("17841400000000901"),
        new AccountId("410000000000001"),
        TOKEN);
  }

  private static OutboundText text(String words, Label label, @Nullable String replyTo) {
    return new OutboundText(
        MESSAGE, new Recipient.Customer(CUSTOMER), new OutboundContent.Text(words), label, replyTo);
  }

  private static JsonNode sample(String name) {
    try {
      return JSON.readTree(Files.readString(SAMPLES.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Script answer(int status, String body) {
    return exchange -> {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  /// What the peer does once it has read a request.
  private interface Script {

    void act(HttpExchange exchange) throws IOException, InterruptedException;

    default void play(HttpExchange exchange) throws IOException {
      try {
        act(exchange);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private record Received(
      String method, URI uri, String authorization, String contentType, String body) {

    static Received of(HttpExchange exchange) throws IOException {
      return new Received(
          exchange.getRequestMethod(),
          exchange.getRequestURI(),
          String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
          String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    JsonNode json() {
      return JSON.readTree(body);
    }
  }
}
