package dev.messagingwindow.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messagingwindow.content.Evidence;
import dev.messagingwindow.content.Severity;
import dev.messagingwindow.conversation.Conversations;
import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.CustomerId;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.model.OutboundContent;
import dev.messagingwindow.policy.Outcome;
import dev.messagingwindow.policy.Rule;
import dev.messagingwindow.policy.Sender;
import dev.messagingwindow.policy.Verdict;
import dev.messagingwindow.policy.Violation;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import dev.messagingwindow.window.Window;
import dev.messagingwindow.window.WindowState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/// Time starts on 2026-09-25.
class LedgerTest extends ServiceTest {

  private static final String TEXT = "Only today 20 % off, Anna!";

  @Autowired private Ledger ledger;
  @Autowired private LedgerMonths months;
  @Autowired private Conversations conversations;
  @Autowired private TransactionTemplate transaction;

  private TestChannel channel;
  private String customer;

  @BeforeEach
  void connect() {
    channel = aFacebookChannelWithExtendedWindow();
    customer = aNewCustomer();
    channel.customerWrites(customer, "Where is my parcel?");
  }

  @Test
  void keepsADecisionWithoutTheTextAndWithoutWhomItWasFor() {
    var messageId = new MessageId(UUID.randomUUID());
    var key = key(customer);

    ledger.record(decision(key, messageId));

    var kept = kept();
    assertThat(kept).hasSize(1);
    var decision = kept.getFirst();
    assertThat(decision.kind()).isEqualTo(LedgerEntry.Kind.DECISION);
    assertThat(decision.decidedAt()).isEqualTo(now());
    assertThat(decision.decisionId().version()).isEqualTo(7);
    assertThat(decision.conversationId()).isEqualTo(key.conversationId());
    assertThat(decision.messageId()).isEqualTo(messageId);
    assertThat(decision.keyName()).isEqualTo("desk");
    assertThat(decision.senderType()).isEqualTo("HUMAN");
    assertThat(decision.agentId()).isEqualTo("a-17");
    assertThat(decision.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(decision.windowState()).isEqualTo(WindowState.HUMAN_AGENT);
    assertThat(decision.rulesVersion()).isEqualTo("2026-11");
    assertThat(decision.textHash()).isEqualTo(key.hash(TEXT)).matches("[0-9a-f]{64}");
    assertThat(decision.confirmedBy()).isEqualTo("a-17");
    assertThat(decision.answersMessageId()).isEqualTo("m_1");
    assertThat(decision.violations())
        .containsExactly(
            new RecordedViolation(
                Rule.DISCOUNT,
                Severity.REJECT,
                0.97,
                Map.of("limit", 7),
                List.of(new RecordedViolation.Span(11, 19))));
    assertThat(row()).doesNotContain("Anna").doesNotContain("20 %").doesNotContain(customer);
  }

  @Test
  void keepsWhatMetaSaidAndWhatAnAdminDid() {
    var messageId = new MessageId(UUID.randomUUID());
    var id = channelId();

    ledger.record(
        List.of(
            LedgerEntry.metaAnswer(
                id,
                null,
                messageId,
                LedgerEntry.MetaStatus.FAILED,
                10,
                2018278,
                Rule.WINDOW_CLOSED,
                now()),
            LedgerEntry.sent(id, null, messageId, now()),
            LedgerEntry.admin(id, "ops", AdminAction.REQUEUED, "the shop asked", now())
                .about(messageId)));

    var kept = kept();
    assertThat(kept)
        .extracting(Decision::kind)
        .containsExactly(
            LedgerEntry.Kind.ADMIN, LedgerEntry.Kind.META_ANSWER, LedgerEntry.Kind.META_ANSWER);
    assertThat(kept.get(0).action()).isEqualTo(AdminAction.REQUEUED);
    assertThat(kept.get(0).reason()).isEqualTo("the shop asked");
    assertThat(kept.get(0).keyName()).isEqualTo("ops");
    assertThat(kept.get(1).metaStatus()).isEqualTo(LedgerEntry.MetaStatus.SENT);
    assertThat(kept.get(2).metaStatus()).isEqualTo(LedgerEntry.MetaStatus.FAILED);
    assertThat(kept.get(2).metaCode()).isEqualTo(10);
    assertThat(kept.get(2).metaSubcode()).isEqualTo(2018278);
    assertThat(kept.get(2).reason()).isEqualTo("WINDOW_CLOSED");
  }

  /// Not only by a rule of ours: whoever has the service's own access cannot either.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "update decision set outcome = 'ALLOWED'",
        "delete from decision",
        "truncate decision",
        "update decision_20260901 set outcome = 'ALLOWED'",
        "delete from decision_20260901",
      })
  void isOnlyAppendedTo(String change) {
    ledger.record(decision(key(customer), null));
    var before = row();

    assertThatThrownBy(() -> jdbc.sql(change).update())
        .rootCause()
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("append-only");

    assertThat(row()).isEqualTo(before);
  }

  @Test
  void forgetsADecisionWhoseTransactionWasRolledBack() {
    transaction.executeWithoutResult(status -> {
      ledger.record(decision(key(customer), null));
      status.setRollbackOnly();
    });

    assertThat(kept()).isEmpty();
  }

  @Test
  void hashesTheSameTextAlikeInOneConversationAndInNoOther() {
    var other = aNewCustomer();
    channel.customerWrites(other, "Hello");

    assertThat(key(customer).hash(TEXT)).isEqualTo(key(customer).hash(TEXT));
    assertThat(key(customer).hash(TEXT)).isNotEqualTo(key(customer).hash("Hello"));
    assertThat(key(customer).hash(TEXT)).isNotEqualTo(key(other).hash(TEXT));
    assertThat(conversations.get(channelId(), new CustomerId(customer)).ledgerKey())
        .isEqualTo(key(customer));
    assertThat(key(customer).toString()).doesNotContain("salt=[");
  }

  @Test
  void dropsAMonthAsAWholeWhenTheLastOfItIsOlderThanTheRetention() {
    ledger.record(decision(key(customer), null));
    advance(Duration.ofDays(7));
    ledger.record(decision(key(customer), null));

    advance(Duration.between(now(), Instant.parse("2028-09-29T23:59:59.999Z")));
    months.run();
    assertThat(kept()).as("730 days after the last moment of September 2026").hasSize(2);

    advance(Duration.ofMillis(1));
    months.run();
    assertThat(kept()).hasSize(1);
    assertThat(isCut("20260901")).isFalse();
    assertThat(isCut("20261001")).isTrue();
    assertThat(isCut("20280901")).isTrue();
    assertThat(isCut("20281001")).isTrue();
  }

  @Test
  void hasRoomForAnyMonthAtOnce() {
    advance(Duration.ofDays(400));

    ledger.record(decision(key(customer), null));

    assertThat(kept()).hasSize(1);
  }

  private LedgerEntry decision(LedgerKey key, MessageId messageId) {
    return LedgerEntry.decision(
        channelId(),
        key,
        new Sender.Human("a-17"),
        "desk",
        new OutboundContent.Text(TEXT),
        new Verdict(
            List.of(
                new Violation(
                    Rule.DISCOUNT,
                    Severity.REJECT,
                    Map.of("limit", 7),
                    0.97,
                    List.of(new Evidence(11, 19, "20 % off")))),
            null,
            new Window.HumanAgent(new Window.Ends(now(), now().plusSeconds(1))),
            "2026-11"),
        messageId,
        new LedgerEntry.Confirmation("a-17", "m_1"),
        now());
  }

  private LedgerKey key(String of) {
    var place = conversations.takePlace(channelId(), new CustomerId(of)).orElseThrow();
    return Objects.requireNonNull(place.conversation().ledgerKey());
  }

  private ChannelId channelId() {
    return ChannelId.valueOf(channel.channelId());
  }

  private List<Decision> kept() {
    return ledger.page(
        new DecisionQuery(Set.of(channelId()), null, null, null, null, null, null, null, 500));
  }

  /// All columns of the only row.
  private String row() {
    return jdbc.sql("select d::text from decision d where channel_id = ?::uuid")
        .param(channel.channelId())
        .query(String.class)
        .single();
  }

  private boolean isCut(String month) {
    return jdbc.sql("select to_regclass(?) is not null")
        .param("decision_" + month)
        .query(Boolean.class)
        .single();
  }
}
