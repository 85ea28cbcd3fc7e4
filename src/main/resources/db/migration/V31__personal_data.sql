-- Retention by API, deletions on behalf of Meta's users, and what the erasure of a person needs. The columns are nullable: adding them takes
-- a moment's lock each. The two indexes keep writers of their tables waiting for one pass each.

-- Only what an admin set; everything else is as configured.
create table retention_period (
  kept              text        not null primary key,
  period            text        not null
);

-- Whose message is changed; null in rows from before
alter table early_change add column customer_id text;

create index outbound_message_by_created on outbound_message (created_at) where status not in ('QUEUED', 'UNKNOWN');
create index idempotency_key_by_expiry on idempotency_key (expires_at);

-- Set when Meta's user had everything deleted: what still arrives for the account is not kept until it is connected again.
alter table channel add column forgotten_at timestamptz;

-- The proof that somebody's data was deleted. The code is made from Meta's id of the user with the server's secret; the id is not kept.
create table deletion_request (
  code              text collate "C" not null primary key,
  requested_at      timestamptz not null,
  done_at           timestamptz
);

create table deletion_channel (
  channel_id        uuid        not null,
  code              text collate "C" not null,
  done_at           timestamptz,
  constraint deletion_channel_pk primary key (channel_id, code)
);
create index deletion_channel_by_code on deletion_channel (code);
