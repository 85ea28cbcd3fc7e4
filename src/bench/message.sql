-- One message as one transaction, with the same rows as the service writes for it.
\set account random(0, :channels - 1)
\set customer random(0, :customers / :channels - 1)
\set salt random(1, 9000000000000000)
begin;
insert into seen_event (channel_id, event_day, event_key)
values (('0199b1f0-0000-7000-8000-' || lpad(to_hex(:account::integer), 12, '0'))::uuid, :today::date, md5(concat(:salt::bigint, '-', :client_id::integer))::uuid)
on conflict do nothing;
insert into conversation as known
  (channel_id, customer_id, conversation_id, opened_at, opened_by, last_message_at, last_answered_at, updated_at, updated_on)
values (('0199b1f0-0000-7000-8000-' || lpad(to_hex(:account::integer), 12, '0'))::uuid, (7100000000000000 + :account::bigint * (:customers::bigint / :channels::bigint) + :customer::bigint)::text,
  md5(:salt::bigint::text)::uuid, :now::timestamptz, 'MESSAGE', :now::timestamptz, null, :now::timestamptz, :today::date)
on conflict (channel_id, customer_id) do update set
  opened_by = case when known.opened_at is null or excluded.opened_at > known.opened_at then excluded.opened_by else known.opened_by end,
  opened_at = greatest(known.opened_at, excluded.opened_at),
  last_message_at = greatest(known.last_message_at, excluded.last_message_at),
  last_answered_at = greatest(known.last_answered_at, excluded.last_answered_at),
  updated_at = greatest(known.updated_at, excluded.updated_at),
  updated_on = greatest(known.updated_on, excluded.updated_on);
insert into message (channel_id, event_key, sent_at, customer_id, direction, kind, meta_message_id, text)
values (('0199b1f0-0000-7000-8000-' || lpad(to_hex(:account::integer), 12, '0'))::uuid, md5(concat(:salt::bigint, '-', :client_id::integer))::uuid, :now::timestamptz,
  (7100000000000000 + :account::bigint * (:customers::bigint / :channels::bigint) + :customer::bigint)::text, 'INBOUND', 'MESSAGE', 'm_' || repeat(md5(:salt::bigint::text), 3),
  'Hello, I ordered on Monday and wonder where my parcel is now?')
on conflict do nothing;
commit;
