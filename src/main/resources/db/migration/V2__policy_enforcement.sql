-- What Meta's policy enforcement does to a channel and to a conversation. The columns are nullable: adding them takes a moment's lock
-- each. The index keeps writers of conversations waiting for one pass over the table.

alter table channel
  add column hold_source text constraint channel_hold_source check (hold_source in ('ADMIN', 'META')),
  -- Meta's time of its last block or unblock: an older one that comes late changes nothing
  add column enforced_at timestamptz;

-- an admin lifts either, so a hold of unknown origin counts as one that Meta cannot lift
update channel set hold_source = 'ADMIN' where held_at is not null;

alter table channel add constraint channel_hold_has_source check ((hold_source is null) = (held_at is null));

-- Meta's warnings that nobody acknowledged yet.
create table channel_warning (
  channel_id        uuid        not null,
  warning_id        uuid        not null,
  reason            text,
  warned_at         timestamptz not null,
  constraint channel_warning_pk primary key (channel_id, warning_id)
);

alter table conversation add column human_agent_suspended_at timestamptz;
create index conversation_suspended on conversation (channel_id, customer_id) where human_agent_suspended_at is not null;
