package dev.messagingwindow.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messagingwindow.outbox.OutboxWorker;
import dev.messagingwindow.testing.MetaWebhook;
import dev.messagingwindow.testing.ServiceTest;
import dev.messagingwindow.testing.TestChannel;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PersonTest extends ServiceTest {

  /// Columns that may hold who a person is or what was written.
  private static final Set<String> REVEALING =
      Set.of("customer_id", "text", "content", "attachments", "verdict", "evidence");

  /// What nobody is recognised by in a row's text, because it is hashed or encrypted.
  private static final Set<String> ILLEGIBLE =
      Set.of("idempotency_key", "quarantined_event", "decision");

  @Autowired private List<PersonalData> personalData;
  @Autowired private OutboxWorker worker;

  private TestChannel channel;
  private String person;
  private String other;

  @BeforeEach
  void twoPeopleOfWhomEverythingIsKept() {
    channel = aFacebookChannelWithExtendedWindow();
    person = aNewCustomer();
    other = aNewCustomer();
    leaveTracesEverywhere(person);
    leaveTracesEverywhere(other);
  }

  /// Whoever adds such a table implements `PersonalData` for it.
  @Test
  void everyTableThatHoldsAPersonsIdOrWordsIsCovered() {
    var holding =
        jdbc.sql(
                """
                select distinct t.relname from information_schema.columns c
                join pg_class t on t.oid = (quote_ident(c.table_schema) || '.' || quote_ident(c.table_name))::regclass
                where c.table_schema = 'public' and c.column_name = any(?)
                  and not t.relispartition and t.relkind in ('r', 'p')
                """)
            .param(REVEALING.toArray(String[]::new))
            .query(String.class)
            .set();

    assertThat(covered()).containsAll(holding);
    assertThat(holding).contains("message", "outbound_message", "quarantined_event");
  }

  @Test
  void erasesEveryTraceOfAPersonAndNothingOfAnother() {
    var tracesBefore = traces(person);
    assertThat(tracesBefore.keySet()).containsAll(legible());
    var othersBefore = traces(other);
    var keysBefore = count("idempotency_key");
    var eventsBefore = count("quarantined_event");

    var erased = api().delete(channel.customerPath(person, ""));

    assertThat(erased.status()).isEqualTo(204);
    assertThat(traces(person)).isEmpty();
    assertThat(traces(other)).isEqualTo(othersBefore);
    assertThat(keysBefore - count("idempotency_key")).isEqualTo(3);
    assertThat(eventsBefore - count("quarantined_event")).isEqualTo(1);
    assertThat(channel.window(person).text("state")).isEqualTo("NEVER_OPENED");
    assertThat(api().delete(channel.customerPath(person, "")).status()).isEqualTo(204);
  }

  @Test
  void keepsTheDecisionsButNotWhoseTheyWere() {
    var decisions = api().get(channel.customerPath(person, "/export")).at("tables.decision");
    var conversationId = decisions.get(0).path("conversationId").asString();
    var before = count("decision");

    api().delete(channel.customerPath(person, ""));

    // and one that tells of the erasure
    assertThat(count("decision")).isEqualTo(before + 1);
    assertThat(traces(conversationId).keySet()).containsExactly("decision");
    assertThat(
            jdbc.sql(
                    "select action from decision where channel_id = ?::uuid and kind = 'ADMIN' order by decision_id")
                .param(channel.channelId())
                .query(String.class)
                .list())
        .containsExactly("CUSTOMER_EXPORTED", "CUSTOMER_ERASED");
  }

  @Test
  void neverSendsWhatWaitedForAnErasedPerson() {
    var waiting = channel.agentSends(person, "One more thing.");
    assertThat(waiting.status()).isEqualTo(202);
    var received = channel.phone(person).at("messages").size();

    api().delete(channel.customerPath(person, ""));
    worker.runOnce();

    assertThat(channel.phone(person).at("messages").size()).isEqualTo(received);
    assertThat(channel.message(waiting.text("messageId")).problem()).isEqualTo("message-not-found");
  }

  @Test
  void aRepeatedEventBringsNothingBack() {
    var webhook = new MetaWebhook(baseUrl());
    var event =
        MetaWebhook.text(
            channel.accountId(), person, "m_again", now().toEpochMilli(), "secret of " + person);
    webhook.post(event);

    api().delete(channel.customerPath(person, ""));
    var repeated = webhook.post(event);

    assertThat(repeated.status()).isEqualTo(200);
    assertThat(traces(person)).isEmpty();
  }

  @Test
  void erasesTheRightOfANamelessCommentWhoseReplyReachedThePerson() {
    var comment = "903_" + person;
    new MetaWebhook(baseUrl())
        .post(
            MetaWebhook.feed(
                channel.accountId(),
                "{'item':'comment','verb':'add','comment_id':'%s','post_id':'9_1','created_time':%d,'message':'Hi'}"
                    .formatted(comment, now().getEpochSecond())));
    var reply = channel.agentReplies(comment, "Hello");
    jdbc.sql("update outbound_message set customer_id = ? where message_id = ?")
        .params(person, UUID.fromString(reply.text("messageId")))
        .update();

    api().delete(channel.customerPath(person, ""));

    assertThat(traces(comment)).isEmpty();
  }

  @Test
  void handsOutAllThatIsKeptAboutAPersonAndNothingAboutAnother() {
    var export = api().get(channel.customerPath(person, "/export"));

    assertThat(export.status()).isEqualTo(200);
    assertThat(export.text("customerId")).isEqualTo(person);
    assertThat(export.text("exportedAt")).isEqualTo("2026-09-25T18:00:00.000Z");
    assertThat(export.at("tables").propertyNames()).hasSize(covered().size());
    export
        .at("tables")
        .forEachEntry((table, rows) -> assertThat(rows.size()).as(table).isPositive());
    assertThat(export.body()).contains("secret of " + person, "answer to " + person);
    assertThat(export.body()).doesNotContain(other);
    assertThat(export.text("tables.message.0.customerId")).isEqualTo(person);
    assertThat(export.text("tables.conversation.0.openedAt")).endsWith("Z");
    assertThat(export.at("tables.quarantinedEvent.0.content.entry").isArray()).isTrue();
  }

  @Test
  void handsOutEmptyListsForSomebodyUnknown() {
    var export = api().get(channel.customerPath(aNewCustomer(), "/export"));

    assertThat(export.status()).isEqualTo(200);
    assertThat(export.at("tables"))
        .isNotEmpty()
        .allSatisfy(rows -> assertThat(rows.isEmpty()).isTrue());
  }

  @Test
  void isForAdminsOnly() {
    var reader = apiAs("agent", "automation", "ops", "connector");

    assertThat(reader.get(channel.customerPath(person, "/export")).problem())
        .isEqualTo("forbidden");
    assertThat(reader.delete(channel.customerPath(person, "")).problem()).isEqualTo("forbidden");
  }

  private void leaveTracesEverywhere(String customer) {
    channel.customerWrites(customer, "secret of " + customer);
    channel.agentSends(customer, "answer to " + customer);
    worker.runOnce();
    channel.agentSends(customer, "second answer to " + customer);
    var comment = "902_" + customer;
    channel.comments(customer, "{'commentId':'%s'}".formatted(comment));
    channel.agentReplies(comment, "reply to " + customer);
    var webhook = new MetaWebhook(baseUrl());
    webhook.post(
        MetaWebhook.page(
            channel.accountId(),
            "{'sender':{'id':'%1$s'},'recipient':{'id':'1'},'timestamp':1790000000123,'message_edit':{'mid':'m_of_%1$s','text':'edited by %1$s','num_edit':1}}"
                .formatted(customer)));
    webhook.post(
        MetaWebhook.page(
            channel.accountId(),
            "{'sender':{'id':%s},'recipient':{'id':'1'},'timestamp':1790000000123,'new_kind':{'a':1}}"
                .formatted(customer)));
  }

  private Set<String> covered() {
    return personalData.stream()
        .flatMap(data -> data.tables().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> legible() {
    var legible = covered();
    legible.removeAll(ILLEGIBLE);
    return legible;
  }

  /// In how many rows of which tables an id or a word stands, anywhere.
  private TreeMap<String, Long> traces(String word) {
    var traces = new TreeMap<String, Long>();
    for (var table : tables()) {
      var rows =
          jdbc.sql("select count(*) from %s t where t::text like ?".formatted(table))
              .param("%" + word + "%")
              .query(Long.class)
              .single();
      if (rows > 0) {
        traces.put(table, rows);
      }
    }
    return traces;
  }

  private List<String> tables() {
    return jdbc.sql(
            """
            select relname from pg_class where relnamespace = 'public'::regnamespace
              and relkind in ('r', 'p') and not relispartition and relname <> 'flyway_schema_history'
            """)
        .query(String.class)
        .list();
  }

  private long count(String table) {
    return jdbc.sql("select count(*) from %s where channel_id = ?::uuid".formatted(table))
        .param(channel.channelId())
        .query(Long.class)
        .single();
  }
}
