-- Logins at Meta, what is known of tokens, and the app's own features. The columns are nullable: adding them takes a moment's lock.

alter table channel
  add column meta_user_id           text,
  add column token_issued_at        timestamptz,
  add column token_expires_at       timestamptz,
  add column data_access_expires_at timestamptz,
  add column token_checked_at       timestamptz,
  -- whoever moves this forward makes the next check
  add column token_check_due_at     timestamptz,
  -- when the app was last seen to get the account's webhooks
  add column subscribed_at          timestamptz;
create index channel_by_token_check on channel (token_check_due_at) where connection = 'CONNECTED';
create index channel_by_meta_user on channel (meta_user_id) where meta_user_id is not null;

-- A login at Meta, from the moment somebody asked for it until its accounts were chosen. Only the hash of its state is kept: whoever
-- reads this table can continue no login.
create table login (
  state_hash        text        not null,
  credential_id     text        not null,
  platform          text        not null constraint login_platform check (platform in ('FACEBOOK', 'INSTAGRAM')),
  login             text        not null constraint login_login check (login in ('FACEBOOK', 'INSTAGRAM')),
  extended_window   boolean     not null,
  return_url        text        not null,
  status            text        not null constraint login_status check (status in ('STARTED', 'EXCHANGING', 'READY', 'FAILED')),
  outcome           text,
  code_verifier     text,
  created_at        timestamptz not null,
  expires_at        timestamptz not null,
  constraint login_outcome check ((outcome is null) = (status <> 'FAILED')),
  constraint login_pk primary key (state_hash)
);
create index login_by_expiry on login (expires_at);

create table login_account (
  state_hash        text        not null,
  account_id        text        not null,
  page_id           text,
  name              text        not null,
  lacks             jsonb       not null,
  -- encrypted; gone with the row when the login is over
  token             text,
  meta_user_id      text,
  token_issued_at   timestamptz,
  token_expires_at  timestamptz,
  data_access_expires_at timestamptz,
  constraint login_account_pk primary key (state_hash, account_id)
);

create table app_feature (
  feature           text        not null,
  state             text        not null constraint app_feature_state check (state in ('APPROVED', 'REQUESTED', 'UNKNOWN')),
  recorded_at       timestamptz not null,
  recorded_by       text        not null,
  constraint app_feature_pk primary key (feature)
);
