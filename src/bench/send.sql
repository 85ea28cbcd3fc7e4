-- One queued message sent, with the same statements as the worker makes for it, but the call; the worker claims twenty at a time.
select nextval('bench_turn') as turn \gset
select channel_id, customer_id, message_id from bench_queue where number = :turn \gset
update outbound_message set claim_id = :message_id::uuid, claimed_until = :now::timestamptz where channel_id = :channel_id::uuid and message_id = :message_id::uuid;
select * from channel where channel_id = :channel_id::uuid;
select * from conversation where channel_id = :channel_id::uuid and customer_id = :customer_id::text;
select * from channel where channel_id = :channel_id::uuid;
begin;
update outbound_message set dispatched_at = :now::timestamptz, claimed_until = :now::timestamptz, label = 'RESPONSE', attempts = attempts + 1
where channel_id = :channel_id::uuid and message_id = :message_id::uuid and claim_id = :message_id::uuid and status = 'QUEUED';
insert into decision (decision_id, kind, decided_at, channel_id, conversation_id, message_id, key_name, sender_type, agent_id, outcome, label, window_state, rules_version, text_hash)
values (gen_random_uuid(), 'RECHECK', :now::timestamptz, :channel_id::uuid, :message_id::uuid, :message_id::uuid,
  'desk', 'HUMAN', 'a-17', 'ALLOWED', 'RESPONSE', 'STANDARD', '2026-11', sha256(:turn::bigint::text::bytea));
commit;
begin;
update conversation set last_answered_at = greatest(last_answered_at, :now::timestamptz), updated_at = greatest(updated_at, :now::timestamptz)
where channel_id = :channel_id::uuid and customer_id = :customer_id::text;
update outbound_message set status = 'SENT', meta_message_id = 'm_' || repeat(md5(:turn::bigint::text), 3), sent_at = :now::timestamptz
where channel_id = :channel_id::uuid and message_id = :message_id::uuid and claim_id = :message_id::uuid and status in ('QUEUED', 'UNKNOWN');
insert into decision (decision_id, kind, decided_at, channel_id, conversation_id, message_id, meta_status)
values (gen_random_uuid(), 'META_ANSWER', :now::timestamptz, :channel_id::uuid, :message_id::uuid, :message_id::uuid, 'SENT');
commit;
