-- Meta refused as outside of a window what we thought inside: counted per channel, and warned of. Constant defaults: adding the columns
-- takes a moment's lock each.

alter table channel add column window_mismatches integer not null default 0;

alter table channel_warning
  add column kind text not null default 'POLICY_WARNING' constraint channel_warning_kind check (kind in ('POLICY_WARNING', 'WINDOW_MISMATCH'));
