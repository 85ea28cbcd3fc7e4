-- What the stand-in for Meta knows, in a schema of its own. Repeatable: every statement may run again.
create schema if not exists sandbox;

create table if not exists sandbox.clock (
  only_row boolean primary key default true constraint clock_has_one_row check (only_row),
  offset_millis bigint not null constraint clock_never_goes_back check (offset_millis >= 0)
);
insert into sandbox.clock (offset_millis) values (0) on conflict do nothing;

create table if not exists sandbox.account (
  account_id text primary key,
  subscribed_fields text not null,
  subscribed boolean not null
);

create table if not exists sandbox.customer (
  account_id text not null,
  customer_id text not null,
  opened_at timestamptz not null,
  last_message_at timestamptz,
  updated_at timestamptz not null,
  primary key (account_id, customer_id)
);
create index if not exists customer_by_id on sandbox.customer (customer_id);

create table if not exists sandbox.phone_message (
  id bigint generated always as identity primary key,
  account_id text not null,
  customer_id text not null,
  message_id text not null unique,
  text text,
  messaging_type text,
  tag text,
  received_at timestamptz not null
);
alter table sandbox.phone_message add column if not exists attachment jsonb;
create index if not exists phone_message_by_customer on sandbox.phone_message (account_id, customer_id, id);

-- due_at is real time, created_at the movable clock's: a jump must not fire retries, but must end them.
create table if not exists sandbox.webhook (
  id bigint generated always as identity primary key,
  body text not null,
  attempts integer not null,
  due_at timestamptz not null,
  created_at timestamptz not null
);
create index if not exists webhook_by_due on sandbox.webhook (due_at);

create table if not exists sandbox.comment (
  kind text not null,
  comment_id text not null,
  account_id text not null,
  customer_id text not null,
  live boolean not null,
  created_at timestamptz not null,
  removed_at timestamptz,
  replied_at timestamptz,
  primary key (kind, comment_id)
);

-- What customers wrote, for the Conversations API.
create table if not exists sandbox.customer_message (
  account_id text not null,
  customer_id text not null,
  message_id text not null,
  text text,
  sent_at timestamptz not null,
  primary key (account_id, message_id)
);
create index if not exists customer_message_by_conversation
  on sandbox.customer_message (('t_' || account_id || '_' || customer_id));
create index if not exists phone_message_by_conversation
  on sandbox.phone_message (('t_' || account_id || '_' || customer_id));
