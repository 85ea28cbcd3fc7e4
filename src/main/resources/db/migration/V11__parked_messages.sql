-- Parked messages: unknown and stuck ones. The columns take a moment's lock; the index keeps writers of messages waiting for one pass
-- over those that are still under way. It leads to a message by its id alone, as an operator names it, and lists in order of acceptance.
alter table outbound_message
  add column requeued_at timestamptz,
  -- an earlier attempt got no answer, and the message was requeued all the same
  add column may_have_left boolean not null default false;
create index outbound_message_parked on outbound_message (message_id) where status in ('QUEUED', 'UNKNOWN');
