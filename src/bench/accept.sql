-- One outbound message accepted, with the same statements as the service makes for it.
\set number random(0, :customers / 2 - 1)
select channel_id, customer_id from bench_customer where number = :number * 2 \gset
\set salt random(1, 9000000000000000)
begin;
select * from channel where channel_id = :channel_id::uuid;
insert into idempotency_key as known (channel_id, idempotency_key, request_hash, message_id, expires_at)
values (:channel_id::uuid, md5(concat(:salt::bigint, '-', :client_id::integer)), repeat(md5(:salt::bigint::text), 2),
  md5(concat(:salt::bigint, '-', :client_id::integer))::uuid, :now::timestamptz + interval '7 days')
on conflict (channel_id, idempotency_key) do update
  set request_hash = excluded.request_hash, message_id = excluded.message_id, expires_at = excluded.expires_at
  where known.expires_at <= :now::timestamptz;
update conversation set next_ordinal = next_ordinal + 1 where channel_id = :channel_id::uuid and customer_id = :customer_id::text
returning *, next_ordinal - 1 as ordinal \gset
insert into outbound_message
  (channel_id, message_id, customer_id, ordinal, text, sender_type, agent_id, key_name, status, accepted_label, label, due_at, created_at)
values (:channel_id::uuid, md5(concat(:salt::bigint, '-', :client_id::integer))::uuid, :customer_id::text, :ordinal::bigint,
  'It is on its way and comes on Friday, between nine and twelve.', 'HUMAN', 'a-17', 'desk', 'QUEUED', 'RESPONSE', 'RESPONSE', :now::timestamptz, :now::timestamptz);
insert into decision (decision_id, kind, decided_at, channel_id, conversation_id, message_id, key_name, sender_type, agent_id, outcome, label, window_state, rules_version, text_hash)
values (gen_random_uuid(), 'DECISION', :now::timestamptz, :channel_id::uuid, md5(:number::bigint::text)::uuid, md5(concat(:salt::bigint, '-', :client_id::integer))::uuid,
  'desk', 'HUMAN', 'a-17', 'ALLOWED', 'RESPONSE', 'STANDARD', '2026-11', sha256(:salt::bigint::text::bytea));
commit;
