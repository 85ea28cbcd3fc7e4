package dev.messagingwindow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The stand-in for Meta as clients of the service meet it, over HTTP.
class SandboxTest extends ServiceTest {

  private static final String RESPONSE = "'messaging_type':'RESPONSE'";
  private static final String HUMAN_AGENT = "'messaging_type':'MESSAGE_TAG','tag':'HUMAN_AGENT'";

  @AfterEach
  void clearFaults() {
    assertThat(api().delete("/sandbox/graph/faults").status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({
    "FACEBOOK, MESSAGE, true",
    "FACEBOOK, POSTBACK, false", // opens the 24 hours, not the 7 days
    "FACEBOOK, REACTION, false",
    "FACEBOOK, REFERRAL, false",
    "FACEBOOK, LEAD, false",
    "FACEBOOK, OPT_IN, false",
    "INSTAGRAM, MESSAGE, true",
    "INSTAGRAM, POSTBACK, false",
    "INSTAGRAM, REACTION, false",
    "INSTAGRAM, REFERRAL, false",
  })
  void opensTheWindowByAnActionOfTheCustomer(String platform, String kind, boolean opensSevenDays) {
    var channel = connect(platform, accountOf(platform), true);
    var customer = aNewCustomer();

    channel.customerActs(customer, "{'kind':'%s'}".formatted(kind));

    var window = channel.window(customer);
    assertThat(window.text("state")).isEqualTo("STANDARD");
    assertThat(window.text("openedBy")).isEqualTo(kind);
    assertThat(window.text("openedAt")).isEqualTo(millis(now()));
    assertThat(window.text("standardClosesAt")).isEqualTo(millis(now().plus(Duration.ofHours(24))));
    assertThat(window.text("lastMessageAt")).isEqualTo(opensSevenDays ? millis(now()) : null);
    assertThat(window.text("humanAgentClosesAt"))
        .isEqualTo(opensSevenDays ? millis(now().plus(Duration.ofDays(7))) : null);
  }

  @Test
  void tellsTheServiceTheTextAndTheIdThatWereAskedFor() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();

    var messageId =
        channel.customerActs(customer, "{'text':'Grüße 😀 \\\\ \\'','messageId':'m_mine'}");

    var message = channel.api().get(channel.customerPath(customer, "/messages")).at("messages.0");
    assertThat(messageId).isEqualTo("m_mine");
    assertThat(message.path("metaMessageId").asString()).isEqualTo("m_mine");
    assertThat(message.path("direction").asString()).isEqualTo("INBOUND");
  }

  @Test
  void keepsAnActionFromTheServiceThatIsNotDelivered() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();

    channel.customerActs(customer, "{'text':'Hello','deliver':false}");

    var refused = channel.agentSends(customer, "Hi");
    assertThat(channel.window(customer).text("state")).isEqualTo("NEVER_OPENED");
    assertThat(refused.problem()).isEqualTo("message-rejected");
    assertThat(refused.text("verdict.violations.0.rule")).isEqualTo("NO_CONVERSATION");
    assertThat(sendAtMeta(channel, customer, RESPONSE, "Hi").status()).isEqualTo(200);
  }

  @Test
  void letsTheCustomerHaveActedInThePast() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var sentAt = now().minus(Duration.ofHours(25));

    channel.customerActs(customer, "{'text':'Hello','sentAt':'%s'}".formatted(sentAt));

    assertThat(channel.window(customer).text("openedAt")).isEqualTo(millis(sentAt));
    assertThat(channel.window(customer).text("state")).isEqualTo("CLOSED");
    assertThat(codes(sendAtMeta(channel, customer, RESPONSE, "Hi"))).isEqualTo("400 10/2018278");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kind':'SHOUT'}",
        "{'messageId':''}",
        "{'messageId':'ü'}",
        "{'sentAt':'2026-09-25'}",
        "{'sentAt':'2099-01-01T00:00:00Z'}", // the future
        "{'sentAt':'1969-12-31T23:59:59.999Z'}",
        "{",
      })
  void refusesAnActionThatIsNone(String action) {
    var answer = api().post("/sandbox/customers/" + aNewAccountId() + "/7/messages", action);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-request");
  }

  @Test
  void showsThePhoneOldestFirstWithLabels() {
    var channel = aFacebookChannelWithExtendedWindow();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");
    var first = now();
    sendAtMeta(channel, customer, RESPONSE, "One");
    advance(Duration.ofHours(25));
    sendAtMeta(channel, customer, HUMAN_AGENT, "Two");

    var phone = channel.phone(customer);

    assertThat(phone.json().findValuesAsString("text")).containsExactly("One", "Two");
    assertThat(phone.json().findValuesAsString("messagingType"))
        .containsExactly("RESPONSE", "MESSAGE_TAG");
    assertThat(phone.text("messages.0.label.tag")).isNull();
    assertThat(phone.text("messages.1.label.tag")).isEqualTo("HUMAN_AGENT");
    assertThat(phone.text("messages.0.messageId")).startsWith("m_");
    assertThat(phone.json().findValuesAsString("receivedAt"))
        .containsExactly(millis(first), millis(now()));
  }

  @Test
  void showsAnEmptyPhoneOfAStranger() {
    var phone = aFacebookChannel().phone(aNewCustomer());

    assertThat(phone.status()).isEqualTo(200);
    assertThat(phone.at("messages").size()).isZero();
  }

  @Test
  void movesTheClockOfTheServiceAndOfMeta() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");
    var before = now();

    var moved = api().post("/sandbox/clock", "{'advance':'PT25H'}");

    assertThat(moved.status()).isEqualTo(200);
    assertThat(moved.text("now")).isEqualTo(millis(before.plus(Duration.ofHours(25))));
    assertThat(api().get("/sandbox/clock").text("now")).isEqualTo(moved.text("now"));
    assertThat(channel.window(customer).text("serverTime")).isEqualTo(moved.text("now"));
    assertThat(channel.window(customer).text("state")).isEqualTo("CLOSED");
    assertThat(codes(sendAtMeta(channel, customer, RESPONSE, "Hi"))).isEqualTo("400 10/2018278");
  }

  @Test
  void movesTheClockToTheNextWeekdayAndTime() {
    var moved = api().post("/sandbox/clock", "{'next':'MONDAY 09:30'}");

    var now = Instant.parse(moved.text("now"));
    assertThat(now.atZone(ZoneOffset.UTC).getDayOfWeek()).hasToString("MONDAY");
    assertThat(now.atZone(ZoneOffset.UTC).toLocalTime()).hasToString("09:30");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'advance':'25h'}",
        "{'advance':'PT0S'}",
        "{'advance':'PT0.0009S'}", // less than a millisecond
        "{'advance':'-PT1H'}", // never back
        "{'advance':'P3661D'}",
        "{'advance':'PT9223372036854775807S'}",
        "{'next':'MONDAY 24:00'}",
        "{'next':'monday 09:00'}",
        "{'advance':'PT1H','next':'MONDAY 09:00'}",
        "[]",
      })
  void refusesAMoveThatTheClockCannotMake(String move) {
    var before = now();

    var answer = api().post("/sandbox/clock", move);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-request");
    assertThat(now()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sandbox/clock", "/sandbox/customers/1/2/messages"})
  void asksForAnAdminsKey(String path) {
    assertThat(Api.at(baseUrl()).get(path).status()).isEqualTo(401);
    assertThat(apiAs("agent").get(path).status()).isEqualTo(403);
    assertThat(Api.at(baseUrl()).post("/sandbox/graph/faults", "{}").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"kind\":\"ERROR\",\"code\":613,\"times\":2}', 400 613/null",
    "'{\"kind\":\"ERROR\",\"code\":80006,\"httpStatus\":429,\"times\":2}', 429 80006/null",
    "'{\"kind\":\"ERROR\",\"code\":10,\"subcode\":2018065,\"httpStatus\":403,\"times\":2}', 403 10/2018065",
  })
  void answersSoManySendsWithTheErrorThatWasAskedFor(String fault, String refusal) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");

    fault(fault);

    assertThat(codes(sendAtMeta(channel, customer, RESPONSE, "One"))).isEqualTo(refusal);
    assertThat(codes(sendAtMeta(channel, customer, RESPONSE, "Two"))).isEqualTo(refusal);
    assertThat(sendAtMeta(channel, customer, RESPONSE, "Three").status()).isEqualTo(200);
    assertThat(phoneTexts(channel, customer)).containsExactly("Three");
  }

  @Test
  void failsOnlyTheSendsOfTheAccountThatWasNamed() {
    var one = aFacebookChannel();
    var other = aFacebookChannel();
    var customer = aNewCustomer();
    one.customerWrites(customer, "Hello");
    other.customerWrites(customer, "Hello");

    fault("{'kind':'ERROR','code':613,'accountId':'%s'}".formatted(one.accountId()));

    assertThat(sendAtMeta(other, customer, RESPONSE, "Hi").status()).isEqualTo(200);
    assertThat(codes(sendAtMeta(one, customer, RESPONSE, "Hi"))).isEqualTo("400 613/null");
  }

  @ParameterizedTest
  @CsvSource({"false, 0", "true, 1"})
  void breaksTheConnectionBeforeOrAfterThePhone(boolean delivered, int messages) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");

    fault("{'kind':'RESET','delivered':%s}".formatted(delivered));

    assertThatThrownBy(() -> sendAtMeta(channel, customer, RESPONSE, "Hi"))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(phoneTexts(channel, customer)).hasSize(messages);
  }

  @Test
  void deliversBehindAnErrorThatWasAskedFor() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");

    fault("{'kind':'ERROR','code':2,'httpStatus':500,'delivered':true}");

    assertThat(codes(sendAtMeta(channel, customer, RESPONSE, "Hi"))).isEqualTo("500 2/null");
    assertThat(phoneTexts(channel, customer)).containsExactly("Hi");
  }

  @Test
  void answersWithAStatusAloneAndTheHeadersThatWereAskedFor() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");

    fault("{'kind':'ERROR','httpStatus':429,'headers':{'Retry-After':'30'}}");
    var busy = sendAtMeta(channel, customer, RESPONSE, "Hi");

    assertThat(busy.status()).isEqualTo(429);
    assertThat(busy.body()).isEmpty();
    assertThat(busy.headers().firstValue("Retry-After")).contains("30");
    assertThat(phoneTexts(channel, customer)).isEmpty();
  }

  @Test
  void takesAMessageAndReportsTheUsageThatWasAskedFor() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");

    fault("{'kind':'USAGE','headers':{'X-App-Usage':'{\\\"call_count\\\":100}'}}");
    var taken = sendAtMeta(channel, customer, RESPONSE, "Hi");
    var refused = sendAtMeta(channel, aNewCustomer(), RESPONSE, "Hi");

    assertThat(taken.status()).isEqualTo(200);
    assertThat(taken.headers().firstValue("X-App-Usage")).contains("{\"call_count\":100}");
    assertThat(phoneTexts(channel, customer)).containsExactly("Hi");
    assertThat(refused.headers().firstValue("X-App-Usage")).isEmpty();
  }

  @Test
  void deliversNothingThatMetaRefusesWhateverTheFault() {
    var channel = aFacebookChannel();

    fault("{'kind':'ERROR','code':2,'delivered':true}");
    var customer = aNewCustomer();
    sendAtMeta(channel, customer, RESPONSE, "Hi");

    assertThat(phoneTexts(channel, customer)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void hangsUntilTheFaultsAreCleared(boolean delivered) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");
    var blocker = aNewCustomer();
    channel.customerWrites(blocker, "Hello");
    fault("{'kind':'HANG','delivered':%s,'times':5}".formatted(delivered));

    var hanging = sendAtMetaLater(channel, customer, "Hi");
    await().until(() -> delivered == !phoneTexts(channel, customer).isEmpty());
    assertThat(hanging).isNotDone();
    await()
        .until(() -> {
          api().delete("/sandbox/graph/faults");
          return hanging.isDone();
        });

    assertThat(hanging).isCompletedExceptionally();
    assertThat(sendAtMeta(channel, blocker, RESPONSE, "Hi").status()).isEqualTo(200);
    assertThat(phoneTexts(channel, customer)).hasSize(delivered ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'kind':'FLOOD'}",
        "{'kind':'ERROR'}", // without a code
        "{'kind':'ERROR','code':613,'httpStatus':200}",
        "{'kind':'ERROR','code':613,'httpStatus':600}",
        "{'kind':'RESET','times':0}",
        "{'kind':'RESET','times':100001}",
        "{'kind':'RESET','accountId':'a b'}",
        "{'kind':'ERROR','httpStatus':302}",
        "{'kind':'ERROR','code':4,'headers':{'Content-Length':'5'}}",
        "{'kind':'USAGE','headers':{'X-App-Usage':null}}",
        "{'kind':'USAGE','headers':{'X-App-Usage':'a\\nX-B: c'}}",
      })
  void refusesAFaultThatIsNone(String fault) {
    var answer = api().post("/sandbox/graph/faults", fault);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("invalid-request");
  }

  @ParameterizedTest
  @CsvSource({
    "FACEBOOK, response, PT23H59M59.999S, 200", // last millisecond in
    "FACEBOOK, response, PT24H, 400 10/2018278", // first one out
    "FACEBOOK, tag, PT167H59M59.999S, 200",
    "FACEBOOK, tag, PT168H, 400 10/2018278",
    "INSTAGRAM, response, PT23H59M59.999S, 200",
    "INSTAGRAM, response, PT24H, 403 10/2534022",
    "INSTAGRAM, tag, PT167H59M59.999S, 200",
    "INSTAGRAM, tag, PT168H, 403 10/2534022",
  })
  void shutsTheWindowsOnTheMillisecond(
      String platform, String label, Duration since, String expected) {
    var channel = connect(platform, accountOf(platform), true);
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");
    advance(since);

    var answer = sendAtMeta(channel, customer, label.equals("tag") ? HUMAN_AGENT : RESPONSE, "Hi");

    assertThat(answer.status() == 200 ? "200" : codes(answer)).isEqualTo(expected);
    assertThat(phoneTexts(channel, customer)).hasSize(expected.equals("200") ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"FACEBOOK, 400 100/2018001", "INSTAGRAM, 400 100/2534014"})
  void refusesACustomerWhoNeverWroteToTheAccount(String platform, String refusal) {
    var channel = connect(platform, accountOf(platform), false);

    var answer = sendAtMeta(channel, aNewCustomer(), RESPONSE, "Hi");

    assertThat(codes(answer)).isEqualTo(refusal);
  }

  @Test
  void refusesAnAccountThatNeverSubscribed() {
    var answer = graph("any").post("/" + aNewAccountId() + "/messages", body("7", RESPONSE, "Hi"));

    assertThat(codes(answer)).isEqualTo("400 100/33");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"-, 400 104/null", "invalid, 401 190/467", "invalid-token, 401 190/467"})
  void refusesABadToken(@Nullable String token, String refusal) {
    var graph = token == null ? Api.at(graphUrl()) : graph(token);

    assertThat(codes(graph.get("/me/accounts"))).isEqualTo(refusal);
    assertThat(codes(graph.post("/410000000000001/messages", "{}"))).isEqualTo(refusal);
    assertThat(codes(graph.post("/1/subscribed_apps?subscribed_fields=messages", "{}")))
        .isEqualTo(refusal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'messaging_type':'MESSAGE_TAG','tag':'ACCOUNT_UPDATE'", // retired
        "'messaging_type':'MESSAGE_TAG','tag':'CONFIRMED_EVENT_UPDATE'",
        "'messaging_type':'MESSAGE_TAG','tag':'POST_PURCHASE_UPDATE'",
        "'messaging_type':'MESSAGE_TAG'", // no tag
        "'messaging_type':'HUMAN'",
        "'tag':'HUMAN_AGENT'", // no type
      })
  void refusesALabelThatMetaDoesNotTake(String label) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");

    var answer = sendAtMeta(channel, customer, label, "Hi");

    assertThat(codes(answer)).isEqualTo("400 100/null");
    assertThat(phoneTexts(channel, customer)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "FACEBOOK, a, 2000, 200",
    "FACEBOOK, a, 2001, 400",
    "FACEBOOK, 😀, 1001, 400", // two UTF-16 units each
    "INSTAGRAM, a, 1000, 200",
    "INSTAGRAM, a, 1001, 400",
    "INSTAGRAM, ü, 501, 400", // two bytes each
  })
  void refusesATextThatIsTooLong(String platform, String text, int times, int status) {
    var channel = connect(platform, accountOf(platform), false);
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");

    var answer = sendAtMeta(channel, customer, RESPONSE, text.repeat(times));

    assertThat(answer.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{}", "{'recipient':{}}", "{'recipient':{'id':'7'}}"})
  void refusesASendThatIsNone(String body) {
    var channel = aFacebookChannel();

    var answer = graph("any").post("/" + channel.accountId() + "/messages", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("error.code")).isEqualTo("100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FACEBOOK", "INSTAGRAM"})
  void echoesWhatReachedThePhone(String platform) {
    var channel = connect(platform, accountOf(platform), false);
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Hello");

    var sent = sendAtMeta(channel, customer, RESPONSE, "From another app");

    assertThat(sent.text("recipient_id")).isEqualTo(customer);
    advance(Duration.ofSeconds(1));
    await()
        .untilAsserted(() -> {
          var listed = api().get(channel.customerPath(customer, "/messages"));
          assertThat(listed.json().findValuesAsString("text")).contains("From another app");
          var echo = listed.at("messages").get(indexOf(listed, "From another app"));
          assertThat(echo.path("source").asString()).isEqualTo("OTHER_APP");
          assertThat(echo.path("metaMessageId").asString()).isEqualTo(sent.text("message_id"));
        });
  }

  @Test
  void subscribesAndUnsubscribesAnAccount() {
    var account = aNewAccountId();
    var address = "/" + account + "/subscribed_apps";

    assertThat(codes(graph("any").get(address))).isEqualTo("400 100/33");
    assertThat(codes(graph("any").post(address, "{}"))).isEqualTo("400 100/null");
    assertThat(graph("any").post(address + "?subscribed_fields=messages,feed", "{}").status())
        .isEqualTo(200);
    assertThat(graph("any").get(address).at("data.0.subscribed_fields").toString())
        .isEqualTo("[\"messages\",\"feed\"]");
    assertThat(pages()).contains(account);

    assertThat(graph("any").delete(address).text("success")).isEqualTo("true");
    assertThat(graph("any").get(address).at("data").size()).isZero();
    assertThat(pages()).doesNotContain(account);
  }

  @Test
  void tellsNothingToAServiceThatUnsubscribed() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    graph("any").delete("/" + channel.accountId() + "/subscribed_apps");

    channel.customerWrites(customer, "Hello");

    assertThat(channel.window(customer).text("state")).isEqualTo("NEVER_OPENED");
  }

  @ParameterizedTest
  @CsvSource({"EAAgood, true", "invalid, false"})
  void tellsWhetherATokenIsValid(String token, String valid) {
    var answer = graph("any").get("/debug_token?input_token=" + token);

    assertThat(answer.text("data.is_valid")).isEqualTo(valid);
    assertThat(answer.text("data.app_id")).isEqualTo("880000000000123");
  }

  @Test
  void givesATokenAwayForItsOwnCodeOnly() {
    var app = "/oauth/access_token?client_id=880000000000123&client_secret=sandbox-secret";
    var redirect = "&redirect_uri=" + baseUrl() + "/login/callback";
    var dialog =
        Api.at(graphUrl())
            .get(
                "/dialog/oauth?client_id=880000000000123&scope=pages_messaging&state=s" + redirect);
    var address = dialog.headers().firstValue("Location").orElseThrow();
    var code = address.replaceAll(".*[?&]code=([^&]+).*", "$1");

    assertThat(codes(Api.at(graphUrl()).get(app + redirect + "&code=x"))).startsWith("400 100/");
    assertThat(Api.at(graphUrl()).get(app + redirect + "&code=" + code).text("access_token"))
        .startsWith("EAA");
    assertThat(codes(Api.at(graphUrl()).get(app + redirect + "&code=" + code)))
        .isEqualTo("400 100/36009");
  }

  @Test
  void sendsNobodyFromItsLoginToAnotherAddress() {
    var dialog =
        Api.at(graphUrl())
            .get(
                "/dialog/oauth?client_id=880000000000123&redirect_uri=http://127.0.0.1:3000/&state=s");

    assertThat(dialog.status()).isEqualTo(400);
    assertThat(dialog.headers().firstValue("Location")).isEmpty();
  }

  @Test
  void listsTheConversationsNewestFirst() {
    var channel = aFacebookChannel();
    var first = aNewCustomer();
    var second = aNewCustomer();
    channel.customerWrites(first, "Hello");
    advance(Duration.ofMinutes(1));
    channel.customerWrites(second, "Hello");

    var listed = graph("any").get("/" + channel.accountId() + "/conversations");

    assertThat(listed.at("data").findValuesAsString("updated_time"))
        .hasSize(2)
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(listed.text("data.0.participants.data.0.id")).isEqualTo(second);
    assertThat(listed.text("data.1.participants.data.0.id")).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FACEBOOK", "INSTAGRAM"})
  void takesOnePrivateReplyToAComment(String platform) {
    var channel = connect(platform, accountOf(platform), false);
    var customer = aNewCustomer();
    var comment = channel.comments(customer, "{}");

    var first = replyAtMeta(channel, "comment_id", comment);
    var second = replyAtMeta(channel, "comment_id", comment);

    assertThat(first.text("recipient_id")).isEqualTo(customer);
    assertThat(first.text("message_id")).isNotBlank();
    assertThat(codes(second)).isEqualTo("400 100/2534025");
    assertThat(phoneTexts(channel, customer)).containsExactly("20 EUR");
    assertThat(codes(sendAtMeta(channel, customer, RESPONSE, "More")))
        .as("opens no window")
        .startsWith("400 100/");
  }

  @Test
  void takesOneOfManyPrivateRepliesAtOnce() throws Exception {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var post = channel.posts(customer, "{}");
    Callable<Answer> reply = () -> replyAtMeta(channel, "post_id", post);

    try (var threads = Executors.newFixedThreadPool(8)) {
      var taken = 0;
      for (var answer : threads.invokeAll(Collections.nCopies(8, reply))) {
        taken += answer.get().status() == 200 ? 1 : 0;
      }
      assertThat(taken).isEqualTo(1);
    }
    assertThat(phoneTexts(channel, customer)).containsExactly("20 EUR");
  }

  @Test
  void takesNoPrivateReplyToWhatIsUnknownRemovedOrOfAnotherAccount() {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    var removed = channel.comments(customer, "{}");
    channel.removesComment(customer, removed);
    var other = aFacebookChannel().comments(customer, "{}");

    for (var comment : List.of("1_2", removed, other)) {
      assertThat(codes(replyAtMeta(channel, "comment_id", comment))).isEqualTo("400 100/2534025");
    }
  }

  @Test
  void leavesTheRightWhereAFaultKeptTheReplyFromThePhone() {
    var channel = aFacebookChannel();
    var comment = channel.comments(aNewCustomer(), "{}");
    fault("{'kind':'ERROR','code':2,'accountId':'%s'}".formatted(channel.accountId()));

    assertThat(replyAtMeta(channel, "comment_id", comment).status()).isEqualTo(400);
    assertThat(replyAtMeta(channel, "comment_id", comment).status()).isEqualTo(200);
  }

  @Test
  void keepsACommentFromTheServiceThatIsNotDelivered() {
    var channel = aFacebookChannel();

    var comment = channel.comments(aNewCustomer(), "{'deliver':false}");

    assertThat(channel.privateReply(comment).text("state")).isEqualTo("UNKNOWN");
    assertThat(replyAtMeta(channel, "comment_id", comment).status()).isEqualTo(200);
  }

  @Test
  void tellsOfARemovedCommentOnMessengerOnly() {
    var customer = aNewCustomer();
    var page = aFacebookChannel();
    var onPage = page.comments(customer, "{}");
    var shop = anInstagramChannel();
    var inShop = shop.comments(customer, "{}");

    page.removesComment(customer, onPage);
    shop.removesComment(customer, inShop);

    assertThat(page.privateReply(onPage).text("state")).isEqualTo("REMOVED");
    assertThat(shop.privateReply(inShop).text("state")).isEqualTo("OPEN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "FACEBOOK  | comments | {'live':true}", // only Instagram tells live ones apart
        "FACEBOOK  | comments | {'commentId':'a b'}",
        "FACEBOOK  | comments | {'createdAt':'2099-01-01T00:00:00Z'}",
        "FACEBOOK  | posts    | {'postId':''}",
        "INSTAGRAM | posts    | {}", // has no visitor posts
      })
  void refusesACommentOrPostThatIsNone(String platform, String where, String body) {
    var answer = api().post("/sandbox/customers/" + accountOf(platform) + "/7/" + where, body);

    assertThat(answer.problem()).isEqualTo("invalid-request");
  }

  private Answer replyAtMeta(TestChannel channel, String key, String id) {
    return graph("EAAany")
        .post(
            "/" + channel.accountId() + "/messages",
            "{'recipient':{'%s':'%s'},'message':{'text':'20 EUR'}}".formatted(key, id));
  }

  private void fault(String fault) {
    var added = api().post("/sandbox/graph/faults", fault);
    assertThat(added.status()).as(added.body()).isEqualTo(204);
  }

  private Answer sendAtMeta(TestChannel channel, String customer, String label, String text) {
    return graph("EAAany")
        .post("/" + channel.accountId() + "/messages", body(customer, label, text));
  }

  private CompletableFuture<HttpResponse<String>> sendAtMetaLater(
      TestChannel channel, String customer, String text) {
    var request =
        HttpRequest.newBuilder(URI.create(graphUrl() + "/" + channel.accountId() + "/messages"))
            .header("Authorization", "Bearer EAAany")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body(customer, RESPONSE, text).replace('\'', '"')))
            .build();
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .sendAsync(request, BodyHandlers.ofString());
  }

  private static String body(String customer, String label, String text) {
    return "{'recipient':{'id':'%s'},%s,'message':{'text':'%s'}}".formatted(customer, label, text);
  }

  private Api graph(String token) {
    return Api.at(graphUrl()).withKey(token);
  }

  private String graphUrl() {
    return baseUrl() + "/sandbox/graph/v25.0";
  }

  private List<String> pages() {
    return graph("any").get("/me/accounts").at("data").findValuesAsString("id");
  }

  private static List<String> phoneTexts(TestChannel channel, String customer) {
    return channel.phone(customer).json().findValuesAsString("text");
  }

  private static int indexOf(Answer listed, String text) {
    return listed.at("messages").findValuesAsString("text").indexOf(text);
  }

  private static String accountOf(String platform) {
    return platform.equals("INSTAGRAM") ? "1784" + aNewAccountId() : aNewAccountId();
  }

  /// A refusal in Meta's shape.
  private static String codes(Answer answer) {
    assertThat(answer.text("error.fbtrace_id")).as(answer.body()).isNotBlank();
    return answer.status()
        + " "
        + answer.text("error.code")
        + "/"
        + answer.text("error.error_subcode");
  }

  private static String millis(Instant instant) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
        .withZone(ZoneOffset.UTC)
        .format(instant);
  }
}
