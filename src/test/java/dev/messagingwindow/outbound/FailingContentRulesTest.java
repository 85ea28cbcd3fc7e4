package dev.messagingwindow.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.content.ContentRules;
import dev.messagingwindow.content.Finding;
import dev.messagingwindow.content.OwnWords;
import dev.messagingwindow.content.Remedy;
import dev.messagingwindow.outbox.OutboxWorker;
import dev.messagingwindow.testing.Answer;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.convention.TestBean;

/// A text that could not be judged is not sent.
class FailingContentRulesTest extends ServiceTest {

  private static final String ANSWER = "Your parcel left our warehouse this morning.";

  @TestBean private ContentRules contentRules;
  @Autowired private OutboxWorker worker;
  private TestChannel channel;
  private String customer;

  static ContentRules contentRules() {
    return new FailingOnDemand();
  }

  @BeforeEach
  void aCustomerAskedADayAgo() {
    rulesFail(false);
    channel = aFacebookChannelWithExtendedWindow();
    customer = aNewCustomer();
    channel.customerWrites(customer, "Where is my parcel?");
    advance(Duration.ofHours(30));
  }

  @Test
  void acceptsNothingUnjudged() {
    rulesFail(true);

    assertUnavailable(channel.agentSends(customer, ANSWER));
    assertUnavailable(
        channel.check(
            customer, "{'text':'%s','sender':{'type':'HUMAN','agentId':'a-1'}}".formatted(ANSWER)));
    rulesFail(false);
    worker.runOnce();

    assertThat(channel.phone(customer).at("messages")).isEmpty();
    assertThat(channel.agentSends(customer, ANSWER).status()).isEqualTo(202);
  }

  @Test
  void sendsNothingUnjudgedAndTriesAgain() {
    var accepted = channel.agentSends(customer, ANSWER);
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    rulesFail(true);

    worker.runOnce();
    assertThat(status(accepted)).isEqualTo("QUEUED");
    rulesFail(false);
    worker.runOnce();
    assertThat(status(accepted)).isEqualTo("QUEUED");
    assertThat(channel.phone(customer).at("messages")).isEmpty();

    advance(Duration.ofMinutes(5));
    worker.runOnce();
    assertThat(status(accepted)).isEqualTo("SENT");
    assertThat(channel.phone(customer).at("messages")).hasSize(1);
  }

  @Test
  void needsNoJudgementInTheStandardWindow() {
    channel.customerWrites(customer, "And now?");
    rulesFail(true);

    assertThat(channel.agentSends(customer, ANSWER).status()).isEqualTo(202);
  }

  private void rulesFail(boolean fail) {
    ((FailingOnDemand) contentRules).fails = fail;
  }

  private String status(Answer accepted) {
    return channel.message(accepted.text("messageId")).text("status");
  }

  private static void assertUnavailable(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    assertThat(answer.problem()).isEqualTo("unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  private static final class FailingOnDemand implements ContentRules {

    private volatile boolean fails;

    @Override
    public List<Finding> examine(String text, List<String> request, OwnWords own) {
      if (fails) {
        throw new IllegalStateException("no judgement");
      }
      return List.of();
    }

    @Override
    public Optional<Remedy> remedy(String text, List<String> request, OwnWords own) {
      return Optional.empty();
    }

    @Override
    public String version() {
      return "test";
    }
  }
}
