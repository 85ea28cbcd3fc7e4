package dev.messagingwindow.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.Api;
import dev.messagingwindow.testing.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Tokens of a real issuer, checked by the service as in production.
class JwtTest extends ServiceTest {

  private static final TestIssuer ISSUER = TestIssuer.start();
  private static final TestIssuer ANOTHER = TestIssuer.start();
  private static final String AUDIENCE = "messaging-window";

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry settings) {
    settings.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::url);
    settings.add("spring.security.oauth2.resourceserver.jwt.audiences", () -> AUDIENCE);
    settings.add("messaging.security.jwt-roles-claim", () -> "realm_access.roles");
  }

  @AfterAll
  static void stop() {
    ISSUER.close();
    ANOTHER.close();
  }

  @Test
  void letsAGoodTokenInWithTheRolesOfItsClaim() {
    var caller = with(goodFor("agent", "of-another-system"));

    assertThat(caller.get("/api/v1/channels").status()).isEqualTo(200);
    assertThat(caller.get("/api/v1/keys").problem()).isEqualTo("forbidden");
  }

  @Test
  void takesApiKeysBesideTokens() {
    assertThat(apiAs("agent").get("/api/v1/channels").status()).isEqualTo(200);
  }

  @Test
  void refusesATokenThatHasExpired() {
    var past = Instant.now().minusSeconds(3600);

    var expired =
        token(
            goodFor("agent")
                .andThen(claims -> claims.issuedAt(past).expiresAt(past.plusSeconds(60))));

    assertUnauthorized(expired);
  }

  @Test
  void refusesATokenForAnotherAudience() {
    assertUnauthorized(token(goodFor("agent").andThen(claims -> claims.audience(List.of("crm")))));
  }

  @Test
  void refusesATokenThatNamesAnotherIssuer() {
    assertUnauthorized(
        token(goodFor("agent").andThen(claims -> claims.issuer("https://issuer.example.test"))));
  }

  @Test
  void refusesATokenThatAnotherIssuerSignedInTheNameOfOurs() {
    assertUnauthorized(
        ANOTHER.token(goodFor("agent").andThen(claims -> claims.issuer(ISSUER.url()))));
  }

  @Test
  void refusesATokenThatWasChanged() {
    var parts = token(goodFor("agent")).split("\\.", -1);
    var payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    var raised = encode(payload.replace("\"agent\"", "\"admin\""));

    assertUnauthorized(parts[0] + "." + raised + "." + parts[2]);
  }

  @Test
  void refusesATokenWithoutASignature() {
    var payload = token(goodFor("admin")).split("\\.", -1)[1];

    assertUnauthorized(encode("{\"alg\":\"none\"}") + "." + payload + ".");
  }

  @Test
  void refusesATokenOfASymmetricAlgorithm() {
    var header = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

    assertUnauthorized(header + "." + encode("{\"sub\":\"a-17\"}") + ".c2lnbmF0dXJl");
  }

  @Test
  void refusesATokenThatSpeaksForNobody() {
    assertUnauthorized(token(goodFor("agent").andThen(claims -> claims.subject(" "))));
  }

  /// As an `agentId` of that length would be.
  @Test
  void refusesATokenWhoseSubjectIsTooLong() {
    assertThat(
            with(goodFor("agent").andThen(claims -> claims.subject("a".repeat(200))))
                .get("/api/v1/channels")
                .status())
        .isEqualTo(200);
    assertUnauthorized(token(goodFor("agent").andThen(claims -> claims.subject("a".repeat(201)))));
  }

  @Test
  void takesRolesThatStandInOneText() {
    var caller =
        with(goodFor().andThen(claims -> claims.claim("realm_access", Map.of("roles", "x agent"))));

    assertThat(caller.get("/api/v1/channels").status()).isEqualTo(200);
    assertThat(caller.get("/api/v1/keys").problem()).isEqualTo("forbidden");
  }

  @Test
  void takesRolesOfAClaimWhoseNameHasDots() {
    var caller =
        with(goodFor().andThen(claims -> claims.claim("realm_access.roles", List.of("agent"))));

    assertThat(caller.get("/api/v1/channels").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"king", "AGENT", "ROLE_AGENT", "''"})
  void permitsNothingToATokenOfUnknownRoles(String role) {
    assertThat(with(goodFor(role)).get("/api/v1/channels").problem()).isEqualTo("forbidden");
  }

  @Test
  void permitsNothingToATokenWithoutRoles() {
    var caller = with(claims -> claims.subject("a-17").audience(List.of(AUDIENCE)));

    assertThat(caller.get("/api/v1/channels").problem()).isEqualTo("forbidden");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"type\":\"HUMAN\"', 202, a-17", // the token says who it is
    "'\"type\":\"HUMAN\",\"agentId\":\"a-17\"', 202, a-17",
    "'\"type\":\"HUMAN\",\"agentId\":\"a-18\"', 403, ", // somebody else
    "'\"type\":\"AUTOMATION\",\"agentId\":\"bot\"', 202, bot",
  })
  void sendsAsTheHumanWhomTheTokenNames(String sender, int status, String agentId) {
    var channel = aFacebookChannel();
    var customer = aNewCustomer();
    channel.customerWrites(customer, "Where is my parcel?");

    var sent =
        with(goodFor("agent"))
            .with("Idempotency-Key", aNewIdempotencyKey())
            .post(
                channel.customerPath(customer, "/messages/outbound"),
                "{\"text\":\"On its way.\",\"sender\":{%s}}".formatted(sender));

    assertThat(sent.status()).as(sent.body()).isEqualTo(status);
    assertThat(sent.text("sender.agentId")).isEqualTo(agentId);
  }

  @Test
  void aKeyStillNeedsAnAgentIdToSendAsAHuman() {
    var channel = aFacebookChannel();

    var refused = channel.check(aNewCustomer(), "{'text':'Hello','sender':{'type':'HUMAN'}}");

    assertThat(refused.text("errors.0.field")).isEqualTo("sender.agentId");
  }

  @Test
  void reachesOnlyTheChannelsOfItsClaim() {
    var own = aFacebookChannel();
    var other = aFacebookChannel();
    var caller =
        with(
            goodFor("agent", "admin")
                .andThen(
                    claims -> claims.claim("channel_ids", List.of(own.channelId(), "nonsense"))));

    assertThat(caller.get(own.path("")).status()).isEqualTo(200);
    assertThat(caller.get(other.path("")).body())
        .isEqualTo(caller.get(own.path("").replace(own.channelId(), nobody())).body());
    assertThat(caller.get("/api/v1/channels").at("channels").size()).isEqualTo(1);
    assertThat(caller.post("/api/v1/keys", "{'name':'wider','roles':['admin']}").problem())
        .isEqualTo("forbidden");
  }

  @ParameterizedTest
  @CsvSource({"''", "nonsense", "7"})
  void reachesNothingWithAClaimThatNamesNoChannel(String claim) {
    aFacebookChannel();
    var caller = with(goodFor("agent").andThen(claims -> claims.claim("channel_ids", claim)));

    assertThat(caller.get("/api/v1/channels").at("channels").isEmpty()).isTrue();
  }

  private static String nobody() {
    return UUID.randomUUID().toString();
  }

  private static Consumer<JwtClaimsSet.Builder> goodFor(String... roles) {
    return claims ->
        claims
            .subject("a-17")
            .audience(List.of(AUDIENCE))
            .claim("realm_access", Map.of("roles", List.of(roles)));
  }

  private static String token(Consumer<JwtClaimsSet.Builder> claims) {
    return ISSUER.token(claims);
  }

  private Api with(Consumer<JwtClaimsSet.Builder> claims) {
    return Api.at(baseUrl()).withKey(token(claims));
  }

  private static String encode(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private void assertUnauthorized(String token) {
    Answer answer = Api.at(baseUrl()).withKey(token).get("/api/v1/channels");
    assertThat(token).isNotNull();
    assertThat(answer.status()).as(answer.body()).isEqualTo(401);
    assertThat(answer.problem()).isEqualTo("unauthorized");
  }
}
