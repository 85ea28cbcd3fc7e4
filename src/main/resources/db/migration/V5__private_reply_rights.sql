-- Comments and visitor posts give the right to one private reply each; no text of them is kept. The columns of outbound_message are
-- nullable and without default: adding them takes a moment's lock, the two checks one pass over that table under the same lock.

create table private_reply_right (
  channel_id        uuid        not null,
  target_kind       text        not null constraint private_reply_right_kind check (target_kind in ('COMMENT', 'POST')),
  target_id         text collate "C" not null,
  -- who wrote it; null when Meta named nobody
  customer_id       text,
  live              boolean     not null,
  -- null when the removal came first
  created_at        timestamptz,
  removed_at        timestamptz,
  -- the outbound message that took the right
  used_by           uuid,
  used_at           timestamptz,
  ends_at           timestamptz not null,
  constraint private_reply_right_pk primary key (channel_id, target_kind, target_id),
  constraint private_reply_right_known check (created_at is not null or removed_at is not null),
  constraint private_reply_right_used check ((used_by is null) = (used_at is null))
);
create index private_reply_right_by_end on private_reply_right (ends_at);
-- for the erasure of a person
create index private_reply_right_by_customer on private_reply_right (channel_id, customer_id) where customer_id is not null;

-- A private reply goes to a comment or post: it has no place in a conversation's queue, and its customer may be known only once Meta
-- has answered.
alter table outbound_message
  alter column customer_id drop not null,
  alter column ordinal drop not null,
  add column target_kind text constraint outbound_message_target_kind check (target_kind in ('COMMENT', 'POST')),
  add column target_id text,
  add constraint outbound_message_target check ((target_kind is null) = (target_id is null)),
  add constraint outbound_message_recipient check (
    case when target_kind is null then customer_id is not null and ordinal is not null else ordinal is null end);
