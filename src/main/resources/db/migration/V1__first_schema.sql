-- The first schema. Takes no lock on anything that exists.
-- Every key of a channel's data starts with channel_id, so that the schema can be distributed by channel; what must be unique without
-- it (an account, an API key) has a table of its own. SQL never asks for the time: it is bound.

create table channel (
  channel_id        uuid        not null primary key,
  platform          text        not null constraint channel_platform check (platform in ('FACEBOOK', 'INSTAGRAM')),
  login             text        not null constraint channel_login check (login in ('FACEBOOK', 'INSTAGRAM')),
  account_id        text        not null,
  page_id           text,
  name              text        not null,
  connection        text        not null constraint channel_connection check (connection in ('CONNECTED', 'DISCONNECTED', 'RECONNECT_REQUIRED')),
  extended_window   boolean     not null,
  token             text,
  token_key_id      text,
  connected_at      timestamptz not null,
  disconnected_at   timestamptz,
  hold_reason       text,
  held_at           timestamptz,
  last_error_code   integer,
  last_error_subcode integer,
  last_error_at     timestamptz,
  constraint channel_token check ((token is null) = (connection = 'DISCONNECTED') and (token is null) = (token_key_id is null)),
  constraint channel_hold check ((hold_reason is null) = (held_at is null))
);

create table channel_account (
  platform          text        not null,
  account_id        text        not null,
  channel_id        uuid        not null,
  constraint channel_account_pk primary key (platform, account_id)
);

create table api_key (
  key_id            uuid        not null primary key,
  key_hash          text        not null constraint api_key_hash unique,
  name              text        not null,
  roles             text[]      not null,
  channel_ids       uuid[],
  created_at        timestamptz not null,
  revoked_at        timestamptz
);

create table conversation (
  channel_id        uuid        not null,
  customer_id       text        not null,
  conversation_id   uuid        not null,
  opened_at         timestamptz,
  opened_by         text,
  last_message_at   timestamptz,
  last_answered_at  timestamptz,
  closed_by_meta_at timestamptz,
  next_ordinal      bigint      not null default 1,
  updated_at        timestamptz not null,
  constraint conversation_pk primary key (channel_id, customer_id),
  constraint conversation_opened check ((opened_at is null) = (opened_by is null)),
  constraint conversation_message_opens check (last_message_at is null or last_message_at <= opened_at)
);
create index conversation_by_opened on conversation (channel_id, opened_at);
create index conversation_by_last_message on conversation (channel_id, last_message_at);
create index conversation_by_updated on conversation (channel_id, updated_at);

-- Which events were seen. The event's own UTC day is part of the key, so that the table can be cut into days; an event without a
-- usable time has the day 1970-01-01, so that its repeat meets it.
create table seen_event (
  channel_id        uuid        not null,
  event_day         date        not null,
  event_key         text collate "C" not null,
  constraint seen_event_pk primary key (channel_id, event_day, event_key)
);

-- What customers wrote, and what other apps or people wrote to them in the account's name.
create table message (
  channel_id        uuid        not null,
  event_key         text collate "C" not null,
  sent_at           timestamptz not null,
  customer_id       text        not null,
  direction         text        not null constraint message_direction check (direction in ('INBOUND', 'OUTBOUND')),
  kind              text        not null,
  meta_message_id   text,
  text              text,
  attachments       jsonb       not null default '[]',
  deleted           boolean     not null default false,
  constraint message_pk primary key (channel_id, sent_at, event_key)
);
create index message_by_conversation on message (channel_id, customer_id, sent_at, event_key);
create index message_by_meta_id on message (channel_id, meta_message_id) where meta_message_id is not null;

create table outbound_message (
  channel_id        uuid        not null,
  message_id        uuid        not null,
  customer_id       text        not null,
  ordinal           bigint      not null,
  text              text        not null,
  sender_type       text        not null constraint outbound_message_sender check (sender_type in ('HUMAN', 'AUTOMATION')),
  agent_id          text,
  key_name          text        not null,
  in_reply_to       text,
  not_after         timestamptz,
  status            text        not null constraint outbound_message_status check (status in ('QUEUED', 'SENT', 'REJECTED', 'FAILED', 'UNKNOWN')),
  accepted_label    text        not null,
  label             text        not null,
  attempts          integer     not null default 0,
  due_at            timestamptz not null,
  claim_id          uuid,
  claimed_until     timestamptz,
  dispatched_at     timestamptz,
  meta_message_id   text,
  failure_reason    text,
  failure_code      integer,
  failure_subcode   integer,
  failure_message   text,
  verdict           jsonb,
  created_at        timestamptz not null,
  sent_at           timestamptz,
  delivered_at      timestamptz,
  read_at           timestamptz,
  constraint outbound_message_failure check ((failure_reason is null) = (failure_code is null)),
  constraint outbound_message_pk primary key (channel_id, message_id),
  constraint outbound_message_ordinal unique (channel_id, customer_id, ordinal)
);
create index outbound_message_queue on outbound_message (channel_id, due_at) where status = 'QUEUED';
create index outbound_message_by_meta_id on outbound_message (channel_id, meta_message_id) where meta_message_id is not null;
create index outbound_message_by_conversation on outbound_message (channel_id, customer_id, created_at, message_id);

create table idempotency_key (
  channel_id        uuid        not null,
  idempotency_key   text        not null,
  request_hash      text        not null,
  message_id        uuid        not null,
  expires_at        timestamptz not null,
  constraint idempotency_key_pk primary key (channel_id, idempotency_key)
);

-- An unsend that came before its message: the message must not show its text when it comes.
create table unsent_message (
  channel_id        uuid        not null,
  meta_message_id   text        not null,
  constraint unsent_message_pk primary key (channel_id, meta_message_id)
);
