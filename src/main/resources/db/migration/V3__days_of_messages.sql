-- Messages and the keys of seen events are cut into UTC days, so that a day is dropped as a whole when its retention is over. The
-- service makes the days to come; this makes those that hold rows. Both tables are copied and locked meanwhile: a minute for some
-- million rows. Event keys become the first 128 bits of a SHA-256: a third of the size.

alter table seen_event rename to old_seen_event;
alter table message rename to old_message;
alter table old_seen_event rename constraint seen_event_pk to old_seen_event_pk;
alter table old_message rename constraint message_pk to old_message_pk;
alter table old_message rename constraint message_direction to old_message_direction;

create table seen_event (
  channel_id        uuid        not null,
  event_day         date        not null,
  event_key         uuid        not null,
  constraint seen_event_pk primary key (channel_id, event_day, event_key)
) partition by range (event_day);

-- Events whose own day is none that is kept: without a usable time, older, or in the future. Such a key is dropped a week after it
-- came; Meta repeats for a day and a half.
create table undated_event (
  channel_id        uuid        not null,
  event_key         uuid        not null,
  seen_at           timestamptz not null,
  constraint undated_event_pk primary key (channel_id, event_key)
);

create table message (
  sent_at           timestamptz not null,
  channel_id        uuid        not null,
  event_key         uuid        not null,
  customer_id       text collate "C" not null,
  direction         text        not null constraint message_direction check (direction in ('INBOUND', 'OUTBOUND')),
  kind              text        not null,
  meta_message_id   text,
  text              text,
  attachments       jsonb,
  deleted           boolean     not null default false,
  -- the number of the last edit that was applied
  edit_number       integer,
  constraint message_pk primary key (channel_id, customer_id, sent_at, event_key)
) partition by range (sent_at);

-- Edits and unsends that came before their message, which is recorded as they say when it comes. Kept for a week.
create table early_change (
  channel_id        uuid        not null,
  meta_message_id   text        not null,
  deleted           boolean     not null,
  edit_number       integer,
  text              text,
  changed_at        timestamptz not null,
  constraint early_change_pk primary key (channel_id, meta_message_id)
);

do $$
declare
  cut record;
begin
  for cut in
    select distinct day from (
      select event_day as day from old_seen_event where event_day > date '1970-01-01'
      union all
      select (sent_at at time zone 'UTC')::date from old_message) days
  loop
    execute format('create table seen_event_%s partition of seen_event for values from (%L) to (%L)',
      to_char(cut.day, 'YYYYMMDD'), cut.day, cut.day + 1);
    execute format('create table message_%s partition of message for values from (%L) to (%L)',
      to_char(cut.day, 'YYYYMMDD'), cut.day::text || ' 00:00:00+00', (cut.day + 1)::text || ' 00:00:00+00');
  end loop;
end $$;

insert into seen_event (channel_id, event_day, event_key)
select channel_id, event_day, encode(substring(sha256(convert_to(event_day || '|' || event_key, 'UTF8')) for 16), 'hex')::uuid
from old_seen_event where event_day > date '1970-01-01';

insert into undated_event (channel_id, event_key, seen_at)
select channel_id, encode(substring(sha256(convert_to(event_day || '|' || event_key, 'UTF8')) for 16), 'hex')::uuid, statement_timestamp()
from old_seen_event where event_day = date '1970-01-01';

insert into message (channel_id, event_key, sent_at, customer_id, direction, kind, meta_message_id, text, attachments, deleted)
select channel_id, encode(substring(sha256(convert_to((sent_at at time zone 'UTC')::date || '|' || event_key, 'UTF8')) for 16), 'hex')::uuid,
  sent_at, customer_id, direction, kind, meta_message_id, text, nullif(attachments, '[]'), deleted
from old_message;

insert into early_change (channel_id, meta_message_id, deleted, changed_at)
select channel_id, meta_message_id, true, statement_timestamp() from unsent_message;

drop table old_seen_event;
drop table old_message;
drop table unsent_message;

-- One index instead of three, over a column that changes once a day: a customer's second message of a day touches no index at all.
alter table conversation add column updated_on date;
update conversation set updated_on = (updated_at at time zone 'UTC')::date;
alter table conversation alter column updated_on set not null;
alter table conversation set (fillfactor = 85);
drop index conversation_by_opened;
drop index conversation_by_last_message;
drop index conversation_by_updated;
create index conversation_by_day on conversation (channel_id, updated_on);
