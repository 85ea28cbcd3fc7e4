-- What a contact centre decided about the content rules of a channel; no row for one that never did. A new table: no lock on others.

create table content_rules (
  channel_id        uuid        not null,
  mode              text        not null default 'ENFORCE' constraint content_rules_mode check (mode in ('ENFORCE', 'CONFIRM', 'OBSERVE')),
  always_promotion  text[]      not null default '{}',
  code_patterns     text[]      not null default '{}',
  never_promotion   text[]      not null default '{}',
  -- counts the changes; 0 only inside the transaction of the first
  version           integer     not null default 0,
  constraint content_rules_pk primary key (channel_id)
);
