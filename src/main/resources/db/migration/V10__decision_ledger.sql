-- The decision ledger: a table of its own, and one column beside the conversation. The column is nullable and without default: adding it
-- takes a moment's lock. Months are partitions, made by the service and dropped as a whole; a row is never changed and never deleted.

create table decision (
  decided_at         timestamptz not null,
  channel_id         uuid        not null,
  decision_id        uuid        not null,
  kind               text        not null constraint decision_kind check (kind in ('DECISION', 'RECHECK', 'META_ANSWER', 'ADMIN')),
  -- random, and beside the conversation: once that is erased, nobody can tell whose it was
  conversation_id    uuid,
  message_id         uuid,
  key_name           text,
  sender_type        text constraint decision_sender check (sender_type in ('HUMAN', 'AUTOMATION')),
  agent_id           text,
  outcome            text constraint decision_outcome check (outcome in ('ALLOWED', 'CONFIRMATION_REQUIRED', 'REJECTED')),
  -- null for none; evidence as offsets, never as words
  violations         jsonb,
  label              text,
  window_state       text,
  rules_version      text,
  -- HMAC-SHA256 with conversation.ledger_salt
  text_hash          bytea constraint decision_text_hash check (length(text_hash) = 32),
  confirmed_by       text,
  answers_message_id text,
  meta_status        text constraint decision_meta_status check (meta_status in ('SENT', 'FAILED', 'UNKNOWN', 'RETRIED')),
  meta_code          integer,
  meta_subcode       integer,
  action             text,
  reason             text,
  constraint decision_pk primary key (channel_id, decided_at, decision_id),
  constraint decision_complete check (
    case kind
      when 'META_ANSWER' then meta_status is not null and message_id is not null
      when 'ADMIN' then action is not null
      else outcome is not null and sender_type is not null and rules_version is not null end)
) partition by range (decided_at);
create index decision_by_time on decision (decided_at, decision_id);
create index decision_by_message on decision (message_id) where message_id is not null;
-- most decisions have neither: filters by outcome and rule read only these
create index decision_against on decision (decided_at, decision_id) where violations is not null;

create function refuse_change_of_decision() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'insufficient_privilege';
end $$;

-- for each row: so that it also guards every partition when that is named itself
create trigger decision_is_append_only before update or delete on decision
  for each row execute function refuse_change_of_decision();
create trigger decision_is_not_emptied before truncate on decision
  for each statement execute function refuse_change_of_decision();

alter table conversation add column ledger_salt bytea;
