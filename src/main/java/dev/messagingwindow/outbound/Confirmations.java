package dev.messagingwindow.outbound;

import static dev.messagingwindow.sql.SqlInstants.bind;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Sha256;
import dev.messagingwindow.policy.Rule;
import dev.messagingwindow.problem.ApiProblem;
import dev.messagingwindow.problem.ProblemType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/// Where rules are unsure, a human may stand by a message: once, for this very content, agent and
/// conversation, and soon.
@Repository
class Confirmations {

  private static final int TOKEN_BYTES = 24;

  private final SecureRandom random = new SecureRandom();
  private final JdbcClient jdbc;
  private final Clock clock;

  Confirmations(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// @param boundTo what the answer must be about
  /// @param rules those that are unsure
  Offer offer(ChannelId channelId, String boundTo, Set<Rule> rules, Instant expiresAt) {
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    jdbc.sql(
            """
            insert into confirmation (channel_id, token_hash, bound_to, rules, expires_at)
            values (?, ?, ?, ?, ?)
            """)
        .param(channelId.value())
        .param(Sha256.hex(token))
        .param(boundTo)
        .param(rules.stream().map(Rule::name).sorted().toArray(String[]::new))
        .param(bind(expiresAt))
        .update();
    return new Offer(token, expiresAt);
  }

  /// Uses an offer up, in the caller's transaction; of two requests at once one waits for the
  /// other.
  ///
  /// @return the rules whose doubts are lifted; empty when the token is not valid for this
  Optional<Set<Rule>> redeem(ChannelId channelId, String token, String boundTo, Instant now) {
    return jdbc.sql(
            """
            update confirmation set used_at = ?
            where channel_id = ? and token_hash = ? and bound_to = ? and used_at is null and expires_at > ?
            returning rules
            """)
        .params(bind(now), channelId.value(), Sha256.hex(token), boundTo, bind(now))
        .query((row, _) ->
            Arrays.stream((String[]) row.getArray("rules").getArray())
                .map(Rule::valueOf)
                .collect(Collectors.toSet()))
        .optional();
  }

  static ApiProblem invalid() {
    return new ApiProblem(
        ProblemType.CONFIRMATION_INVALID,
        "A confirmation holds once, within minutes, for the same content, agent and customer, and"
            + " names a message of this customer's last seven days. Send without it for a new one.");
  }

  /// Offers that nobody can take any more.
  @Scheduled(fixedDelayString = "PT1H")
  void forgetExpired() {
    jdbc.sql("delete from confirmation where expires_at <= ?")
        .param(bind(clock.instant()))
        .update();
  }

  /// @param token shown once, 32 of `[A-Za-z0-9_-]`
  /// @param expiresAt exclusive
  record Offer(String token, Instant expiresAt) {

    @Override
    public String toString() {
      return "Offer[" + expiresAt + "]";
    }
  }
}
