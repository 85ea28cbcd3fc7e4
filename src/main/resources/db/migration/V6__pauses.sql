-- What Meta told us to wait for, so that every instance waits. Instants are real time, whatever the service's clock says. The new
-- column has a constant default: adding it takes a moment's lock and rewrites nothing.

create table channel_pause (
  channel_id        uuid        not null primary key,
  not_before        timestamptz not null,
  reason            text        not null constraint channel_pause_reason check (reason in ('META', 'SEND_RATE'))
);

-- All channels of a login: Meta throttles the app. A handful of rows; a distributed database keeps a copy on each node.
create table app_pause (
  login             text        not null primary key constraint app_pause_login check (login in ('FACEBOOK', 'INSTAGRAM')),
  not_before        timestamptz not null
);

-- How often Meta could not take the message for the moment; waits that Meta or we imposed do not count.
alter table outbound_message add column transient_failures integer not null default 0;
