-- Who sent nearly the same text to whom in the last ten minutes. Neither text nor customer can be read from here: a similarity hash and
-- half a SHA-256. Kept for minutes. A new table: no lock on others.

create table bulk_send (
  channel_id        uuid        not null,
  agent_id          text collate "C" not null,
  customer_hash     uuid        not null,
  -- texts that differ in few words differ in few bits
  sketch            bigint      not null,
  sent_at           timestamptz not null,
  constraint bulk_send_pk primary key (channel_id, agent_id, customer_hash, sketch)
);
create index bulk_send_by_time on bulk_send (channel_id, agent_id, sent_at);
create index bulk_send_expired on bulk_send (sent_at);
