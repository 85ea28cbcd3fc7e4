-- Webhook events that could not be processed or are not understood, for 7 days. A new table: takes no lock on anything that exists.
-- The key of the event is the one of seen_event: an event is kept once, however often Meta repeats it. Its content is encrypted (JWE).

create table quarantined_event (
  channel_id        uuid        not null,
  quarantine_id     uuid        not null,
  event_day         date        not null,
  event_key         text collate "C" not null,
  platform          text        not null,
  kind              text        not null,
  reason            text        not null constraint quarantined_event_reason check (reason in ('FAILED', 'UNREADABLE_ITEM', 'UNKNOWN_KIND')),
  failure_type      text,
  failure_sql_state text,
  content           text        not null,
  received_at       timestamptz not null,
  expires_at        timestamptz not null,
  replayed_at       timestamptz,
  constraint quarantined_event_pk primary key (channel_id, quarantine_id),
  constraint quarantined_event_once unique (channel_id, event_day, event_key)
);
create index quarantined_event_by_channel on quarantined_event (channel_id, received_at, quarantine_id);
-- operators' lists over all channels, an id from an address, and the purge
create index quarantined_event_by_received on quarantined_event (received_at, quarantine_id);
create index quarantined_event_by_id on quarantined_event (quarantine_id);
create index quarantined_event_by_expiry on quarantined_event (expires_at);
