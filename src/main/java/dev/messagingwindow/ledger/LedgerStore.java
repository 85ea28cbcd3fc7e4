package dev.messagingwindow.ledger;

import static dev.messagingwindow.sql.SqlColumns.column;
import static dev.messagingwindow.sql.SqlInstants.bind;
import static dev.messagingwindow.sql.SqlInstants.require;

import dev.messagingwindow.model.ChannelId;
import dev.messagingwindow.model.Label;
import dev.messagingwindow.model.MessageId;
import dev.messagingwindow.policy.Outcome;
import dev.messagingwindow.window.WindowState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The table of decisions. The database refuses to change or delete a row.
@Repository
class LedgerStore {

  private static final TypeReference<List<RecordedViolation>> VIOLATIONS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;

  LedgerStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  void insert(Collection<Decision> decisions) {
    jdbc.sql(
            """
            insert into decision
              (decision_id, kind, decided_at, channel_id, conversation_id, message_id, key_name, sender_type, agent_id, outcome, violations,
               label, window_state, rules_version, text_hash, confirmed_by, answers_message_id, meta_status, meta_code, meta_subcode, action, reason)
            select decision_id, kind, decided_at, channel_id, conversation_id, message_id, key_name, sender_type, agent_id, outcome, violations,
              label, window_state, rules_version, decode(text_hash, 'hex'), confirmed_by, answers_message_id, meta_status, meta_code, meta_subcode, action, reason
            from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::jsonb[],
              ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::integer[], ?::text[], ?::text[])
              d (decision_id, kind, decided_at, channel_id, conversation_id, message_id, key_name, sender_type, agent_id, outcome, violations,
                label, window_state, rules_version, text_hash, confirmed_by, answers_message_id, meta_status, meta_code, meta_subcode, action, reason)
            """)
        .param(column(decisions, Decision::decisionId))
        .param(column(decisions, Decision::kind))
        .param(column(decisions, Decision::decidedAt))
        .param(column(decisions, Decision::channelId))
        .param(nullable(decisions, Decision::conversationId))
        .param(nullable(decisions, Decision::messageId))
        .param(nullable(decisions, Decision::keyName))
        .param(nullable(decisions, Decision::senderType))
        .param(nullable(decisions, Decision::agentId))
        .param(nullable(decisions, Decision::outcome))
        .param(nullable(decisions, this::violations))
        .param(nullable(decisions, Decision::label))
        .param(nullable(decisions, Decision::windowState))
        .param(nullable(decisions, Decision::rulesVersion))
        .param(nullable(decisions, Decision::textHash))
        .param(nullable(decisions, Decision::confirmedBy))
        .param(nullable(decisions, Decision::answersMessageId))
        .param(nullable(decisions, Decision::metaStatus))
        .param(nullable(decisions, Decision::metaCode))
        .param(nullable(decisions, Decision::metaSubcode))
        .param(nullable(decisions, Decision::action))
        .param(nullable(decisions, Decision::reason))
        .update();
  }

  private static @Nullable String[] nullable(
      Collection<Decision> decisions, Function<Decision, @Nullable Object> value) {
    return column(decisions, value);
  }

  private @Nullable String violations(Decision decision) {
    return decision.violations().isEmpty() ? null : json.writeValueAsString(decision.violations());
  }

  /// Newest first.
  List<Decision> page(DecisionQuery query) {
    return select("*", query, "limit " + query.limit()).query((row, _) -> decision(row)).list();
  }

  /// The last of the first `limit` decisions; empty when nothing is behind it.
  Optional<DecisionCursor> cut(DecisionQuery query) {
    var around =
        select("decided_at, decision_id", query, "limit 2 offset " + (query.limit() - 1))
            .query((row, _) ->
                new DecisionCursor(
                    require(row, "decided_at"), row.getObject("decision_id", UUID.class)))
            .list();
    return around.size() == 2 ? Optional.of(around.getFirst()) : Optional.empty();
  }

  Map<MessageId, Decision> lastAnswers(Collection<MessageId> messageIds) {
    return jdbc
        .sql(
            """
            select distinct on (message_id) * from decision
            where message_id = any(?::uuid[]) and kind = 'META_ANSWER'
            order by message_id, decided_at desc, decision_id desc
            """)
        .param(column(messageIds, MessageId::toString))
        .query((row, _) -> decision(row))
        .stream()
        .collect(
            Collectors.toMap(
                answer -> Objects.requireNonNull(answer.messageId()), Function.identity()));
  }

  private JdbcClient.StatementSpec select(String columns, DecisionQuery query, String limit) {
    var conditions = conditions(query);
    return jdbc.sql(
            "select %s from decision where %s order by decided_at desc, decision_id desc %s"
                .formatted(
                    columns,
                    conditions.stream().map(Condition::sql).collect(Collectors.joining(" and ")),
                    limit))
        .params(conditions.stream().flatMap(condition -> condition.values.stream()).toList());
  }

  /// Only what was asked for: with `is null or` for the rest, no index would be found.
  private static List<Condition> conditions(DecisionQuery query) {
    var conditions = new ArrayList<>(List.of(new Condition("true")));
    if (query.channelIds() != null) {
      conditions.add(
          new Condition(
              "channel_id = any(?::uuid[])",
              (Object) column(query.channelIds(), ChannelId::toString)));
    }
    if (query.outcome() != null) {
      conditions.add(new Condition("outcome = ?", query.outcome().name()));
    }
    if (query.rule() != null || isRefusal(query.outcome())) {
      conditions.add(new Condition("violations is not null"));
    }
    if (query.rule() != null) {
      conditions.add(
          new Condition("violations @> ?::jsonb", "[{\"rule\":\"" + query.rule() + "\"}]"));
    }
    if (query.kind() != null) {
      conditions.add(new Condition("kind = ?", query.kind().name()));
    }
    if (query.messageId() != null) {
      conditions.add(new Condition("message_id = ?", query.messageId().value()));
    }
    if (query.from() != null) {
      conditions.add(new Condition("decided_at >= ?", bind(query.from())));
    }
    if (query.to() != null) {
      conditions.add(new Condition("decided_at < ?", bind(query.to())));
    }
    if (query.after() != null) {
      conditions.add(
          new Condition(
              "(decided_at, decision_id) < (?, ?)",
              bind(query.after().decidedAt()),
              query.after().decisionId()));
    }
    return conditions;
  }

  /// Nothing is refused without a violation, and the index over those is a small one.
  private static boolean isRefusal(@Nullable Outcome outcome) {
    return outcome != null && outcome != Outcome.ALLOWED;
  }

  private Decision decision(ResultSet row) throws SQLException {
    var messageId = row.getObject("message_id", UUID.class);
    var hash = row.getBytes("text_hash");
    var violations = row.getString("violations");
    return new Decision(
        row.getObject("decision_id", UUID.class),
        LedgerEntry.Kind.valueOf(row.getString("kind")),
        require(row, "decided_at"),
        new ChannelId(row.getObject("channel_id", UUID.class)),
        row.getObject("conversation_id", UUID.class),
        messageId == null ? null : new MessageId(messageId),
        row.getString("key_name"),
        row.getString("sender_type"),
        row.getString("agent_id"),
        named(Outcome.class, row.getString("outcome")),
        violations == null ? List.of() : json.readValue(violations, VIOLATIONS),
        named(Label.class, row.getString("label")),
        named(WindowState.class, row.getString("window_state")),
        row.getString("rules_version"),
        hash == null ? null : HexFormat.of().formatHex(hash),
        row.getString("confirmed_by"),
        row.getString("answers_message_id"),
        named(LedgerEntry.MetaStatus.class, row.getString("meta_status")),
        row.getObject("meta_code", Integer.class),
        row.getObject("meta_subcode", Integer.class),
        named(AdminAction.class, row.getString("action")),
        row.getString("reason"));
  }

  private static <E extends Enum<E>> @Nullable E named(Class<E> type, @Nullable String name) {
    return name == null ? null : Enum.valueOf(type, name);
  }

  private record Condition(String sql, List<Object> values) {

    Condition(String sql, Object... values) {
      this(sql, List.of(values));
    }
  }
}
