-- What is read from Meta's Conversations API for the time in which no webhook came: one row per channel, of its last gap.
create table channel_backfill (
  channel_id        uuid        not null,
  state             text        not null constraint channel_backfill_state check (state in ('RUNNING', 'DONE', 'FAILED')),
  since             timestamptz not null,
  until             timestamptz not null,
  -- where to go on; null from the start
  next_cursor       text,
  counted           bigint      not null default 0,
  attempts          integer     not null default 0,
  error_code        integer,
  finished_at       timestamptz,
  due_at            timestamptz not null,
  claim_id          uuid,
  -- real time, as all leases
  claimed_until     timestamptz,
  constraint channel_backfill_finished check ((finished_at is null) = (state = 'RUNNING')),
  constraint channel_backfill_pk primary key (channel_id)
);
create index channel_backfill_running on channel_backfill (due_at) where state = 'RUNNING';
