-- Outbound attachments, and what a human confirmed. The columns are nullable or have a constant default: adding them takes a moment's
-- lock, the checks one pass over outbound_message under the same lock.

alter table outbound_message
  alter column text drop not null,
  add column attachment_type text constraint outbound_message_attachment_type check (attachment_type in ('IMAGE', 'AUDIO', 'VIDEO', 'FILE')),
  add column attachment_url text,
  -- the rules whose doubts the sender has lifted, and Meta's id of the message that is answered in their word
  add column confirmed_rules text[] not null default '{}',
  add column answers_message_id text,
  add constraint outbound_message_attachment check ((attachment_type is null) = (attachment_url is null)),
  add constraint outbound_message_content check (num_nonnulls(text, attachment_url) <= 1);

-- Offers to confirm. Neither the token nor what it is bound to can be read from here: both are hashes. Kept for minutes.
create table confirmation (
  channel_id        uuid        not null,
  token_hash        text        not null,
  bound_to          text        not null,
  rules             text[]      not null,
  expires_at        timestamptz not null,
  used_at           timestamptz,
  constraint confirmation_pk primary key (channel_id, token_hash)
);
create index confirmation_by_expiry on confirmation (expires_at);
